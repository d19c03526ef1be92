import { describe, expect, test } from 'vitest'
import { DqError } from '../../../src/kernel/errors.ts'
import { job } from '../../../src/pipelines/index.ts'
import { movement, played, playedWithStops, type Row } from './played.ts'

const writes = {
  'inventory.anomaly': {
    anomaly_id: ['movement.event_id'],
    kind: [],
    sku: ['movement.sku'],
    cause_event_id: ['movement.event_id'],
    quantity: ['movement.quantity'],
    on_hand: ['movement.quantity'],
    reserved: [],
    available: [],
    event_time: ['movement.occurred_at'],
  },
} as const

const start = () =>
  job('steps')
    .inputs({ movement: 'inventory.events' })
    .keyBy('sku')
    .step({ reads: { movement: ['event_id', 'sku', 'quantity', 'unit_price', 'occurred_at'] }, writes })

/** Emits every second record of a SKU, with the sum so far. */
const everySecond = start()
  .initial(() => ({ seen: 0, units: 0 }))
  .run(({ record, state, emit }) => {
    state.seen++
    state.units += record.quantity
    if (state.seen % 2 === 1) return
    emit('inventory.anomaly', {
      anomaly_id: record.event_id,
      kind: 'oversold',
      sku: record.sku,
      cause_event_id: record.event_id,
      quantity: record.quantity,
      unit_price: record.unit_price,
      on_hand: state.units,
      reserved: 0,
      available: 0,
      event_time: record.occurred_at,
    })
  })

const events = [
  movement(0, 0, { quantity: 1 }),
  movement(1, 1, { quantity: 2, sku: 'B' }),
  movement(2, 2, { quantity: 3, unit_price: '1.5' }),
  movement(3, 3, { quantity: 4 }),
  movement(4, 4, { quantity: 5, sku: 'B' }),
  movement(5, 5, { quantity: 6 }),
]

const failure = (declaration: Parameters<typeof played>[0]): Promise<unknown> =>
  played(declaration, events).then(
    () => undefined,
    (error: unknown) => error,
  )

describe('a step', () => {
  test('keeps JSON state by key, and is given its records as fixtures write them', async () => {
    const { rows } = await played(everySecond, events)
    const short = ({ sku, on_hand, unit_price, event_time }: Row) => [sku, on_hand, unit_price, event_time]
    expect(rows('inventory.anomaly').map(short)).toEqual([
      ['A', 4, '1.500', '2011-01-04T09:00:00.002000Z'],
      ['B', 7, null, '2011-01-04T09:00:00.004000Z'],
      ['A', 14, null, '2011-01-04T09:00:00.005000Z'],
    ])
  })

  test('sees the fields that it says it reads, and no others', async () => {
    const seen: unknown[] = []
    await played(
      start().run(({ record, input }) => {
        seen.push([input, Object.keys(record)])
      }),
      events.slice(0, 1),
    )
    expect(seen).toEqual([['movement', ['event_id', 'sku', 'quantity', 'unit_price', 'occurred_at']]])
  })

  test('without a key has one state for a partition', async () => {
    const counted: number[] = []
    const declaration = job('steps')
      .inputs({ movement: 'inventory.events' })
      .step({ reads: { movement: [] }, writes: { 'inventory.anomaly': { ...NOTHING } } })
      .initial(() => ({ n: 0 }))
      .run(({ state }) => {
        counted.push(++state.n)
      })
    await played(declaration, [...events, { ...movement(0, 6, { quantity: 1, sku: 'C' }), partition: 1 }])
    expect(counted).toEqual([1, 2, 3, 4, 5, 6, 1])
  })

  test('stopped anywhere goes on from its checkpoint', async () => {
    const whole = await playedWithStops(everySecond, events, new Set())
    expect(whole).toHaveLength(3)
    for (const stops of [[1], [3], [5], [1, 2, 3, 4, 5]])
      expect(await playedWithStops(everySecond, events, new Set(stops))).toEqual(whole)
  })

  test('that emits what breaks the contract gets a dead letter, and goes on', async () => {
    const declaration = start().run(({ record, emit }) => {
      emit('inventory.anomaly', { ...record, quantity: 'many' } as never)
    })
    const { rows, end } = await played(declaration, events.slice(0, 2))
    expect(end).toBe('finished')
    expect(rows('inventory.dead_letter')).toMatchObject([
      { topic: 'inventory.anomaly', offset: -1, key: 'A', reason: 'output' },
      { topic: 'inventory.anomaly', offset: -1, key: 'B', reason: 'output' },
    ])
  })

  test('whose code throws ends the run with the record and the line of the code', async () => {
    const error = await failure(
      start().run(({ record }) => {
        if (record.quantity === 3) throw new TypeError('three')
      }),
    )
    expect(error).toBeInstanceOf(DqError)
    expect((error as DqError).message).toBe(
      'job steps: step failed at inventory.events, partition 0, offset 2: TypeError: three',
    )
    expect((error as DqError).at?.file).toMatch(/step\.test\.ts$/)
  })

  test('that emits to a topic it does not name is told so, with the nearest name', async () => {
    const error = await failure(start().run(({ emit }) => emit('inventory.anomly' as never, {} as never)))
    expect(String(error)).toContain('the step does not write "inventory.anomly" (did you mean "inventory.anomaly"?)')
    expect((error as DqError).at?.file).toMatch(/step\.test\.ts$/)
  })

  // biome-ignore format: one row a case
  const states: [what: string, state: object, message: string][] = [
    ['a set',       { ids: new Set() },         'state.ids is a Set'],
    ['a date',      { at: new Date(0) },        'state.at is a Date'],
    ['a bigint',    { sum: [1n] },              'state.sum[0] is a bigint'],
    ['undefined',   { last: undefined },        'state.last is undefined'],
    ['not a number', { ratio: { of: Number.NaN } }, 'state.ratio.of is NaN'],
    ['a function',  { f: () => 1 },             'state.f is a function'],
  ]
  test.for(states)('whose state holds %s is refused: a checkpoint could not keep it', async ([, state, message]) => {
    const error = await failure(
      start()
        .initial(() => state)
        .run(() => {}),
    )
    expect(String(error)).toContain(`${message}, which JSON cannot hold`)
  })
})

const NOTHING = {
  anomaly_id: [],
  kind: [],
  sku: [],
  cause_event_id: [],
  quantity: [],
  on_hand: [],
  reserved: [],
  available: [],
  event_time: [],
} as const
