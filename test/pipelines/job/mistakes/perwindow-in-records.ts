import { job, perWindow } from '../../../../src/pipelines/index.ts'

export default job('mistaken')
  .inputs({ movement: 'inventory.events' })
  .records()
  .outputs(({ movement }) => ({
    anomaly: perWindow().emit('inventory.anomaly', {
      anomaly_id: movement.event_id,
      kind: 'oversold',
      sku: movement.sku,
      cause_event_id: movement.event_id,
      quantity: movement.quantity,
      on_hand: 0,
      reserved: 0,
      available: 0,
      event_time: movement.occurred_at,
    }),
  }))
