import { describe, expect, test } from 'vitest'
import { DqError } from '../../../src/kernel/errors.ts'
import {
  coalesce,
  count,
  custom,
  decimal,
  gte,
  job,
  lineageOf,
  minutes,
  perRecord,
  seconds,
  sum,
  tumbling,
} from '../../../src/pipelines/index.ts'
import { resolved } from '../job/repo.ts'
import { iso, played, START } from './played.ts'

type Scored = { readonly value: string; readonly reasons: readonly string[] }

const scored = (score: (values: { readonly amount: string; readonly orders: number; readonly at: string }) => Scored) =>
  job('scored')
    .inputs({ order: 'order.created' })
    .keyBy('customer_id')
    .window(tumbling(minutes(2), { outOfOrderness: seconds(30) }))
    .measures(({ order }) => ({ orders: count(order), total: sum(order.total_amount) }))
    .score(
      custom({
        name: 'weighed',
        reads: ({ order, measures }) => ({
          amount: order.total_amount,
          orders: measures.orders,
          at: order.created_at,
        }),
        threshold: '0.60',
        score,
      }),
    )
    .outputs(({ order, measures, score, window }) => ({
      alert: perRecord(order)
        .when(gte(score.value, score.threshold))
        .emit('fraud.alert', {
          alert_id: order.event_id,
          order_id: order.order_id,
          customer_id: order.customer_id,
          region: order.region,
          risk_score: score.value,
          reasons: score.reasons,
          total_amount: order.total_amount,
          paid_amount: coalesce(measures.total, decimal('0.00')),
          orders_in_window: measures.orders,
          payments_for_order: 0,
          payment_methods: 0,
          carts_in_window: 0,
          window_start: window.start,
          window_end: window.end,
          created_at: order.created_at,
        }),
    }))

const order = (n: number, at: number, amount: string) => ({
  topic: 'order.created',
  partition: 0,
  offset: n,
  arrival: START + at,
  key: 'ana',
  value: {
    event_id: `e${n}`,
    order_id: `o${n}`,
    customer_id: 'ana',
    region: 'SP',
    item_count: 1,
    total_amount: amount,
    currency: 'BRL',
    created_at: iso(START + at),
  },
})

const events = [order(0, 0, '10'), order(1, 1000, '99.90')]
const byAmount = scored(({ amount, orders }) =>
  Number(amount) > 50 ? { value: '0.7', reasons: [`${amount} in ${orders} orders`] } : { value: '0.59', reasons: [] },
)

const failure = (score: () => unknown): Promise<unknown> =>
  played(scored(score as () => Scored), events).then(
    () => undefined,
    (error: unknown) => error,
  )

describe('a scorer of one’s own', () => {
  test('is given its values as fixtures write them, and decides by what it returns', async () => {
    const seen: unknown[] = []
    const declaration = scored((values) => {
      seen.push(values)
      return { value: '0', reasons: [] }
    })
    await played(declaration, events)
    expect(seen[0]).toEqual({ amount: '10.00', orders: 2, at: '2011-01-04T09:00:00.000000Z' })
    const { rows } = await played(byAmount, events)
    expect(rows('fraud.alert')).toMatchObject([
      { order_id: 'o1', risk_score: '0.70', reasons: ['99.90 in 2 orders'], paid_amount: '109.90' },
    ])
  })

  test('is called once for an output, however often the output names its score', async () => {
    let calls = 0
    await played(
      scored(() => {
        calls++
        return { value: '1', reasons: [] }
      }),
      events,
    )
    expect(calls).toBe(2)
  })

  // biome-ignore format: one row a case
  const wrong: [what: string, score: () => unknown, message: string][] = [
    ['throws',                       () => { throw new RangeError('no') },           'RangeError: no'],
    ['returns nothing',              () => undefined,                                'it returned undefined, not { value, reasons }'],
    ['gives a number',               () => ({ value: 0.7, reasons: [] }),            "its value is a number: give decimal text, e.g. '0.70'"],
    ['gives too many digits',        () => ({ value: '0.705', reasons: [] }),        '"0.705": 3 fraction digits where 2 are allowed'],
    ['gives reasons that are no list', () => ({ value: '0.7', reasons: 'because' }), 'its reasons are not a list of texts'],
  ]
  test.for(wrong)('that %s ends the run, and says which window', async ([, score, message]) => {
    const error = await failure(score)
    expect(error).toBeInstanceOf(DqError)
    expect(String(error)).toContain(
      'job scored: score "weighed" failed at the window 2011-01-04T09:00:00.000000Z to 2011-01-04T09:02:00.000000Z',
    )
    expect(String(error)).toContain(message)
  })

  test('depends on each value it reads: nobody can look into it', () => {
    const into = (field: string) =>
      lineageOf(resolved(byAmount))
        .filter(({ to }) => to.field === field)
        .map(({ from, kind }) => `${kind} ${from.field}`)
        .sort()
    expect(into('risk_score')).toEqual(['condition created_at', 'condition total_amount'])
    expect(into('reasons')).toEqual(['condition created_at', 'condition total_amount'])
    expect(into('*')).toEqual([
      'dedupe event_id',
      'filter created_at',
      'filter total_amount',
      'key customer_id',
      'time created_at',
    ])
  })

  test.for([
    [{ threshold: 'much' }, 'the threshold of score "weighed" is much'],
    [{ scale: 16 }, 'the scale of score "weighed" is 16'],
  ] as const)('is refused where it is declared: %j', ([wrong, message]) => {
    const options = { name: 'weighed', reads: () => ({}), threshold: '1', score: () => ({ value: '1', reasons: [] }) }
    expect(() => custom({ ...options, ...wrong })).toThrow(message)
  })
})
