import { type AggregateExpr, type AggregateFunction, type AggregateOptions, aggregateOf } from '../aggregate.ts'
import { inRange } from '../js/exact.ts'
import type { AnyExpr, INPUT, TypedExpr } from '../typed.ts'

/** Of records: `count(order)`; of values that are not null: `count(order.coupon)`. */
export const count = (
  of: AnyExpr | { readonly [INPUT]: string },
  options?: AggregateOptions,
): AggregateExpr<TypedExpr<'int53'>> => aggregateOf('count', of, options)

const type = { kind: 'int53', nullable: false } as const

export const countFunction: AggregateFunction = {
  name: 'count',
  summary: 'How many records, or values that are not null; 0 of none.',
  argument: 'optional',
  type: () => type,
  slots: () => [{ name: 'count', init: '0', holds: { kind: 'value', type } }],
  update: ({ slot, out }) => out.line(`${slot('count')} = ${inRange(`${slot('count')} + 1`, type, 'count', out)}`),
  result: (slot) => slot('count'),
  sql: {
    duckdb: ({ text, filter }) => `COUNT(${text})${filter}`,
    flink: ({ text, filter }) => `COUNT(${text})${filter}`,
  },
}
