import { coalesce, job, minutes, perRecord, sum } from '../../../../src/pipelines/index.ts'

export default job('mistaken')
  .inputs({ movement: 'inventory.events' })
  .keyBy('sku')
  .running({ remember: minutes(10) })
  .measures(({ movement }) => ({ units: sum(movement.quantity) }))
  .outputs(({ movement, measures, state, window }) => ({
    anomaly: perRecord(movement).emit('inventory.anomaly', {
      anomaly_id: movement.event_id,
      kind: 'oversold',
      sku: state.key,
      cause_event_id: movement.event_id,
      quantity: movement.quantity,
      on_hand: coalesce(measures.units, 0),
      reserved: 0,
      available: 0,
      event_time: window.end,
    }),
  }))
