import { describe, expect, test } from 'vitest'
import { lineageOf } from '../../../src/pipelines/job/lineage.ts'
import fraudEnricher from '../../../src/pipelines/jobs/fraud-enricher.ts'
import { resolved } from './repo.ts'

const edges = lineageOf(resolved(fraudEnricher))
const into = (output: string, field: string): string[] =>
  edges
    .filter(({ to }) => to.output === output && to.field === field)
    .map(({ from, kind }) => `${kind} ${from.contract}.${from.field}`)
    .sort()

// Read off the declaration and the rules by hand: what a field is made of, and what only decides.
// biome-ignore format: one row a case
const cases: [output: string, field: string, edges: string[]][] = [
  ['alert', 'region',       ['value order.created.region']],
  ['alert', 'paid_amount',  ['key order.created.order_id', 'key payment.authorized.order_id', 'value payment.authorized.amount']],
  ['alert', 'paid_ratio',   ['key order.created.order_id', 'key payment.authorized.order_id', 'value order.created.total_amount', 'value payment.authorized.amount']],
  ['alert', 'carts_in_window', []],
  ['alert', 'payment_methods', ['value payment.authorized.method']],
  ['alert', 'cart_to_order_seconds', ['value behavior.addToCart.added_at', 'value order.created.created_at']],
  ['alert', 'risk_score',   [
    'condition behavior.addToCart.added_at', 'condition order.created.created_at', 'condition order.created.total_amount', 'condition payment.authorized.amount', 'condition payment.authorized.method',
    'key order.created.order_id', 'key payment.authorized.order_id',
  ]],
  ['negative_payment', '*', [
    'dedupe payment.authorized.event_id',
    'filter payment.authorized.amount',
    'key payment.authorized.customer_id',
    'time behavior.addToCart.added_at', 'time order.created.created_at', 'time payment.authorized.authorized_at',
  ]],
]

describe('lineage says what an output field depends on:', () => {
  test.for(cases)('%s.%s', ([output, field, expected]) => {
    expect(into(output, field)).toEqual(expected)
  })

  test('no field that nobody reads: item_count, currency, installments and product_id are free to change', () => {
    const used = new Set(edges.map(({ from }) => `${from.contract}.${from.field}`))
    for (const free of [
      'order.created.item_count',
      'order.created.currency',
      'payment.authorized.installments',
      'behavior.addToCart.product_id',
    ]) {
      expect(used).not.toContain(free)
    }
  })
})
