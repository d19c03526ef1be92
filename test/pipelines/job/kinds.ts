import { job, lt, mul, perRecord } from '../../../src/pipelines/index.ts'

/** A record-by-record job over this repository's contracts. */
export const negatives = job('negatives')
  .inputs({ movement: 'inventory.events' })
  .records()
  .describe('Reports movements below zero.')
  .values(({ movement }) => ({ doubled: mul(movement.quantity, 2) }))
  .outputs(({ movement, values }) => ({
    below: perRecord(movement).when(lt(movement.quantity, 0)).emit('inventory.anomaly', {
      anomaly_id: movement.event_id,
      kind: 'negative_quantity',
      sku: movement.sku,
      cause_event_id: movement.event_id,
      quantity: values.doubled,
      on_hand: 0,
      reserved: 0,
      available: 0,
      event_time: movement.occurred_at,
    }),
  }))

/** A step by key with nothing in it. */
export const step = job('looks')
  .inputs({ movement: 'inventory.events', line: 'order.status.changed' })
  .keyBy('sku')
  .step({
    reads: { movement: ['event_id', 'quantity'], line: ['quantity'] },
    writes: {
      'inventory.anomaly': {
        '*': ['line.quantity'],
        anomaly_id: ['movement.event_id'],
        kind: [],
        sku: [],
        cause_event_id: ['movement.event_id'],
        quantity: ['movement.quantity', 'line.quantity'],
        on_hand: [],
        reserved: [],
        available: [],
        event_time: [],
      },
    },
  })
  .describe('Looks at each event.')
  .run(() => {})
