import { job } from '../../../../src/pipelines/index.ts'

export default job('mistaken')
  .inputs({ movement: 'inventory.events' })
  .keyBy('sku')
  .step({
    reads: { movement: ['event_id', 'sku', 'quantity', 'occurred_at'] },
    writes: {
      'inventory.anomaly': {
        anomaly_id: ['movement.event_id'],
        kind: [],
        sku: [],
        cause_event_id: ['movement.event_id'],
        quantity: ['movement.quantity'],
        on_hand: [],
        reserved: [],
        available: [],
        event_time: [],
      },
    },
  })
  .initial(() => ({ seen: 0 }))
  .run(({ record, state, emit }) => {
    state.seen++
    emit('inventory.anomaly', {
      anomaly_id: record.event_id,
      kind: 'oversold',
      sku: record.sku,
      cause_event_id: record.event_id,
      quantity: 'many',
      on_hand: 0,
      reserved: 0,
      available: 0,
      event_time: record.occurred_at,
    })
  })
