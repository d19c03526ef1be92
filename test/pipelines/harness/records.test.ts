import { expect, test } from 'vitest'
import { job, lt, mul, perRecord, substring } from '../../../src/pipelines/index.ts'
import { movement, played, playedWithStops } from './played.ts'

const anomalies = job('anomalies')
  .inputs({ movement: 'inventory.events' })
  .records()
  .values(({ movement }) => ({
    product: substring(movement.sku, { start: 1, length: 2 }),
    doubled: mul(movement.quantity, 2),
  }))
  .outputs(({ movement, values }) => ({
    below: perRecord(movement).when(lt(movement.quantity, 0)).emit('inventory.anomaly', {
      anomaly_id: movement.event_id,
      kind: 'negative_quantity',
      sku: values.product,
      cause_event_id: movement.event_id,
      quantity: values.doubled,
      on_hand: 0,
      reserved: 0,
      available: 0,
      event_time: movement.occurred_at,
    }),
  }))

test('a record-by-record job writes for the records that its condition takes, copies too', async () => {
  const events = [
    movement(0, 0, { quantity: 5, sku: 'ABC' }),
    movement(1, 1, { quantity: -5, sku: 'ABC' }),
    movement(2, 2, { quantity: -5, sku: 'ABC', event_id: 'm1' }),
  ]
  const { rows, counts, events: out } = await played(anomalies, events)
  expect(rows('inventory.anomaly').map(({ anomaly_id, sku, quantity }) => [anomaly_id, sku, quantity])).toEqual([
    ['m1', 'AB', -10],
    ['m1', 'AB', -10],
  ])
  expect(out.map(({ arrival }) => arrival - events[0]!.arrival)).toEqual([1, 2])
  expect(counts).toMatchObject({ in: [3], taken: 3, duplicates: 0, late: 0 })
})

test('what it cannot make is a dead letter that names the record', async () => {
  const overflowing = job('overflowing')
    .inputs({ movement: 'inventory.events' })
    .records()
    .outputs(({ movement }) => ({
      all: perRecord(movement).emit('inventory.anomaly', {
        anomaly_id: movement.event_id,
        kind: 'oversold',
        sku: movement.sku,
        cause_event_id: movement.event_id,
        quantity: mul(movement.quantity, 1_000_000),
        on_hand: 0,
        reserved: 0,
        available: 0,
        event_time: movement.occurred_at,
      }),
    }))
  const { rows } = await played(overflowing, [movement(0, 0, { quantity: 1 }), movement(7, 1, { quantity: 3000 })])
  expect(rows('inventory.anomaly')).toMatchObject([{ quantity: 1_000_000 }])
  expect(rows('inventory.dead_letter')).toMatchObject([
    {
      topic: 'inventory.anomaly',
      offset: -1,
      reason: 'overflow',
      message: expect.stringContaining('output "all" of inventory.events, partition 0, offset 7: '),
    },
  ])
})

test('it needs no state: a run that is stopped anywhere goes on', async () => {
  const events = [-1, -2, -3].map((quantity, i) => movement(i, i, { quantity }))
  expect(await playedWithStops(anomalies, events, new Set([1, 2]))).toEqual(
    await playedWithStops(anomalies, events, new Set()),
  )
})
