import { job } from '../../../../src/pipelines/index.ts'

export default job('mistaken')
  .inputs({ movement: 'inventory.events' })
  .keyBy('sku')
  .step({
    reads: { movement: ['event_id', 'sku', 'quantity', 'occurred_at'] },
    writes: {
      'inventory.anomly': {
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
  .run(({ record, state }) => {
    state.seen += record.quantity
  })
