import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileRunning } from '../../../src/pipelines/engines/embedded/compile-running.ts'
import { runningTasks } from '../../../src/pipelines/harness/running-task.ts'
import {
  coalesce,
  count,
  countDistinct,
  job,
  long,
  max,
  min,
  minutes,
  mul,
  perRecord,
  perUpdate,
  seconds,
  sum,
} from '../../../src/pipelines/index.ts'
import type { RunningJob } from '../../../src/pipelines/job/resolved.ts'
import type { SourceEvent } from '../../../src/pipelines/ports.ts'
import { resolved } from '../job/repo.ts'
import { iso, movement, played, playedWithStops, type Row, START } from './played.ts'

const stock = (options: { readonly ttl?: number; readonly remember: number }) =>
  job('stock')
    .inputs({ movement: 'inventory.events' })
    .keyBy('sku')
    .running(options)
    .measures(({ movement }) => ({
      units: sum(movement.quantity),
      // Fits in 64 bits up to a total of 1024 units.
      huge: sum(mul(movement.quantity, long(9n * 10n ** 15n))),
      least: min(movement.quantity),
      most: max(movement.quantity),
      movements: count(movement),
      regions: countDistinct(movement.region),
    }))
    .outputs(({ measures: m, state }) => ({
      row: perUpdate()
        .upsert('inventory_global', {
          sku: state.key,
          on_hand: coalesce(m.units, 0),
          reserved: coalesce(m.least, 0),
          available: coalesce(m.most, 0),
          shipped: 0,
          warehouses: m.movements,
          regions: m.regions,
          as_of: state.time,
          revision: state.revision,
        })
        .version(state.revision),
    }))

/** `sku revision: sum, least, greatest, how many`. */
const short = ({ sku, revision, on_hand, reserved, available, warehouses }: Row): string =>
  `${sku} ${revision}: ${on_hand}, ${reserved}, ${available}, ${warehouses}`

describe('a running job', () => {
  test('writes a row for every record, over all records of the key so far, whatever their event times', async () => {
    const { rows, counts } = await played(stock({ remember: minutes(10) }), [
      movement(0, 0, { quantity: 5 }),
      movement(1, 1, { quantity: 7, sku: 'B' }),
      movement(2, 2, { quantity: -2, occurred_at: iso(START - minutes(600)) }),
    ])
    expect(rows('inventory_global').map(short)).toEqual(['A 1: 5, 5, 5, 1', 'B 1: 7, 7, 7, 1', 'A 2: 3, -2, 5, 2'])
    expect(rows('inventory_global')[2]!.as_of).toBe(iso(START - minutes(600)))
    expect(counts).toMatchObject({ in: [3], taken: 3, duplicates: 0, windows: 0 })
  })

  test('drops a copy of an event until the time to remember it is over, to the millisecond', async () => {
    const copy = (offset: number, at: number, sku = 'A') => movement(offset, at, { quantity: 1, event_id: 'e', sku })
    const last = 60_000
    const { rows, counts } = await played(stock({ remember: minutes(1) }), [
      copy(0, 0),
      copy(1, 1, 'B'),
      copy(2, last - 1),
      copy(3, last),
      copy(4, last + 1),
    ])
    expect(rows('inventory_global').map(short)).toEqual(['A 1: 1, 1, 1, 1', 'B 1: 1, 1, 1, 1', 'A 2: 2, 1, 1, 2'])
    expect(counts).toMatchObject({ taken: 3, duplicates: 2 })
  })

  test('leaves a record that overflows out: no row, no revision, its id is not remembered', async () => {
    const { rows, counts } = await played(stock({ remember: minutes(1) }), [
      movement(0, 0, { quantity: 600 }),
      movement(1, 1, { quantity: 600, event_id: 'again' }),
      movement(2, 2, { quantity: -600 }),
      movement(3, 3, { quantity: 600, event_id: 'again' }),
    ])
    expect(rows('inventory_global').map(short)).toEqual([
      'A 1: 600, 600, 600, 1',
      'A 2: 0, -600, 600, 2',
      'A 3: 600, -600, 600, 3',
    ])
    expect(rows('inventory.dead_letter')).toMatchObject([{ topic: 'inventory.events', offset: 1, reason: 'overflow' }])
    expect(counts).toMatchObject({ taken: 3, duplicates: 0 })
  })

  test('an overflow of a new key leaves nothing behind', async () => {
    const { rows } = await played(stock({ remember: minutes(1) }), [
      movement(0, 0, { quantity: 1025 }),
      movement(1, 1, { quantity: 1 }),
    ])
    expect(rows('inventory_global').map(short)).toEqual(['A 1: 1, 1, 1, 1'])
  })

  test('an output that breaks its contract is a dead letter that names the record; the state stays', async () => {
    const broken = job('broken')
      .inputs({ movement: 'inventory.events' })
      .keyBy('sku')
      .running({ remember: 1000 })
      .measures(({ movement }) => ({ units: sum(movement.quantity) }))
      .outputs(({ movement, measures: m, state }) => ({
        row: perRecord(movement).emit('inventory_global', {
          sku: state.key,
          on_hand: 0,
          reserved: 0,
          available: 0,
          shipped: 0,
          warehouses: coalesce(m.units, 0),
          regions: 0,
          as_of: movement.occurred_at,
          revision: state.revision,
        }),
      }))
    const { rows } = await played(broken, [movement(0, 0, { quantity: -3 }), movement(1, 1, { quantity: 4 })])
    expect(rows('inventory_global')).toMatchObject([{ warehouses: 1, revision: 2 }])
    const [letter] = rows('inventory.dead_letter')
    expect(letter).toMatchObject({
      topic: 'inventory_global',
      offset: -1,
      key: 'A',
      reason: 'output',
      path: '/warehouses',
    })
    expect(letter!.message).toContain('output "row" of inventory.events, partition 0, offset 0: ')
  })

  test('with a TTL a key begins anew after so long without a record, and its rows are newer than its old ones', async () => {
    const { rows, store } = await played(stock({ remember: seconds(10), ttl: seconds(60) }), [
      movement(0, 0, { quantity: 1 }),
      movement(1, 59_999, { quantity: 2 }),
      movement(2, 59_999 + 60_000, { quantity: 4 }),
    ])
    const made = rows('inventory_global')
    expect(made.map(({ on_hand, warehouses }) => [on_hand, warehouses])).toEqual([
      [1, 1],
      [3, 2],
      [4, 1],
    ])
    const revisions = made.map(({ revision }) => Number(revision))
    expect(revisions).toEqual([...revisions].sort((a, b) => a - b))
    expect(revisions[1]).toBe(revisions[0]! + 1)
    expect(JSON.parse((await store.get('inventory_global', 'A'))!.value)).toMatchObject({ on_hand: 4 })
  })
})

describe('what a running task holds', () => {
  const begin = (options: { readonly ttl?: number; readonly remember: number }) => {
    const of = resolved(stock(options)) as RunningJob
    const outputs = { emit() {}, failed() {}, late() {}, windowClosed() {} }
    const task = runningTasks(of, compileRunning(of))(0, outputs)
    const take = (id: number, key: string, clock: number) => {
      if (task.wakeAt <= clock) task.wake(clock)
      task.heard(0, clock)
      const record = { event_id: `e${id}`, sku: key, quantity: 1, region: 'EIRE', occurred_at: 0 }
      return task.take(0, record, { topic: 't', partition: 0, offset: id } as SourceEvent)
    }
    return { task, take }
  }

  test('is freed when its time is over, also for keys that no record touches again', () => {
    const { task, take } = begin({ remember: 100, ttl: 1000 })
    for (let i = 0; i < 50; i++) take(i, `k${i}`, i)
    expect(task.held).toEqual({ keys: 50, ids: 50 })
    expect(task.wakeAt).toBe(100)
    task.wake(124)
    expect(task.held).toEqual({ keys: 50, ids: 25 })
    task.wake(1009)
    expect(task.held).toEqual({ keys: 40, ids: 0 })
    task.wake(1049)
    expect(task.held).toEqual({ keys: 0, ids: 0 })
    expect(task.wakeAt).toBe(Number.POSITIVE_INFINITY)
  })

  test('a record puts the end of its key off, and of no other', () => {
    const { task, take } = begin({ remember: 10, ttl: 1000 })
    take(0, 'a', 0)
    take(1, 'b', 1)
    take(2, 'a', 900)
    task.wake(1001)
    expect(task.held.keys).toBe(1)
    expect(take(3, 'a', 1899)).toBe('taken')
    task.wake(1900)
    expect(task.held.keys).toBe(1)
  })

  test('a copy that is dropped puts nothing off', () => {
    const { task, take } = begin({ remember: 1000, ttl: 1000 })
    take(0, 'a', 0)
    expect(take(0, 'a', 999)).toBe('duplicate')
    task.wake(1000)
    expect(task.held).toEqual({ keys: 0, ids: 0 })
  })

  test('stays flat at a constant rate of events', () => {
    const { task, take } = begin({ remember: 500, ttl: 500 })
    let most = 0
    for (let i = 0; i < 100_000; i++) {
      take(i, `k${i}`, i)
      most = Math.max(most, task.held.keys, task.held.ids)
    }
    expect(most).toBe(500)
  })
})

/** Recomputed for every record from the list of all records before it: no state, no queue. */
function recomputed(events: readonly ReturnType<typeof movement>[], remember: number, ttl: number | undefined) {
  const accepted: { key: string; id: string; arrival: number; quantity: number; revision: number }[] = []
  return events.flatMap(({ key, arrival, value }) => {
    const ofKey = accepted.filter((other) => other.key === key)
    const last = ofKey.at(-1)
    const copies = ofKey.filter((other) => other.id === value.event_id)
    if (copies.some((copy) => arrival < copy.arrival + remember)) return []
    const begins = last === undefined || (ttl !== undefined && arrival >= last.arrival + ttl)
    const revision = (begins ? (ttl === undefined ? 0 : arrival * 1000) : last.revision) + 1
    accepted.push({ key, id: value.event_id, arrival, quantity: value.quantity, revision })
    // The life of the key: back to where its revision did not follow the one before.
    const life = accepted.filter((other) => other.key === key)
    let from = life.length - 1
    while (from > 0 && life[from]!.revision === life[from - 1]!.revision + 1) from--
    const quantities = life.slice(from).map(({ quantity }) => quantity)
    const total = quantities.reduce((a, b) => a + b, 0)
    const row = `${key} ${revision}: ${total}, ${Math.min(...quantities)}, ${Math.max(...quantities)}, ${quantities.length}`
    return [row]
  })
}

const randomEvents = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: 40 }),
      fc.constantFrom('A', 'B', 'C'),
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: -50, max: 50 }),
    ),
    { minLength: 1, maxLength: 60 },
  )
  .map((steps) => {
    let at = 0
    return steps.map(([gap, sku, id, quantity], offset) => {
      at += gap
      return movement(offset, at, { quantity, sku, event_id: `e${id}` }) as ReturnType<typeof movement> & {
        value: { event_id: string; quantity: number }
      }
    })
  })
const limits = fc.record({
  remember: fc.integer({ min: 1, max: 100 }),
  longer: fc.option(fc.integer({ min: 0, max: 60 })),
})

test('any sequence of events gives what a plain recomputation gives', async () => {
  await fc.assert(
    fc.asyncProperty(randomEvents, limits, async (events, { remember, longer }) => {
      const ttl = longer === null ? undefined : remember + longer
      const { rows } = await played(stock(ttl === undefined ? { remember } : { remember, ttl }), events)
      expect(rows('inventory_global').map(short)).toEqual(recomputed(events, remember, ttl))
    }),
    { numRuns: 300 },
  )
})

test('a run that is stopped anywhere, and goes on from its checkpoint, writes what an unbroken one writes', async () => {
  await fc.assert(
    fc.asyncProperty(randomEvents, limits, fc.uniqueArray(fc.nat(60)), async (events, { remember, longer }, stops) => {
      const declaration = stock(longer === null ? { remember } : { remember, ttl: remember + longer })
      const whole = await playedWithStops(declaration, events, new Set())
      expect(await playedWithStops(declaration, events, new Set(stops))).toEqual(whole)
    }),
    { numRuns: 200 },
  )
})
