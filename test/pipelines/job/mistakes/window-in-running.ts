import { job, minutes, perRecord, perWindow, sum } from '../../../../src/pipelines/index.ts'

export default job('mistaken')
  .inputs({ movement: 'inventory.events' })
  .keyBy('sku')
  .running({ remember: minutes(10) })
  .measures(({ movement }) => ({ units: sum(movement.quantity) }))
  .outputs(({ movement, state }) => ({
    fine: perRecord(movement).emit('inventory.anomaly', {
      anomaly_id: movement.event_id,
      kind: 'oversold',
      sku: state.key,
      cause_event_id: movement.event_id,
      quantity: movement.quantity,
      on_hand: 0,
      reserved: 0,
      available: 0,
      event_time: state.time,
    }),
    anomaly: perWindow().emit('inventory.anomaly', {
      anomaly_id: state.key,
      kind: 'oversold',
      sku: state.key,
      cause_event_id: state.key,
      quantity: 0,
      on_hand: 0,
      reserved: 0,
      available: 0,
      event_time: state.time,
    }),
  }))
