import { type AggregateExpr, type AggregateFunction, type AggregateOptions, aggregateOf } from '../aggregate.ts'
import { wants } from '../mismatch.ts'
import type { AnyExpr, TypedExpr } from '../typed.ts'
import { withNullable } from '../types.ts'

export const countDistinct = (of: AnyExpr, options?: AggregateOptions): AggregateExpr<TypedExpr<'int53'>> =>
  aggregateOf('countDistinct', of, options)

// A Set tells these apart by value, with NaN equal to NaN and -0 to 0, as the comparisons do.
const TOLD_APART = new Set([
  'boolean',
  'int',
  'int53',
  'long',
  'float',
  'double',
  'decimal',
  'string',
  'date',
  'time',
  'timestamp',
])

export const countDistinctFunction: AggregateFunction = {
  name: 'countDistinct',
  summary: 'How many different values that are not null; 0 of none.',
  argument: 'required',
  type: (arg) =>
    TOLD_APART.has(arg!.kind) ? { kind: 'int53', nullable: false } : wants('a value that can be compared', arg!),
  slots: (arg) => [{ name: 'seen', init: 'new Set()', holds: { kind: 'set', of: withNullable(arg!, false) } }],
  update: ({ slot, value, out }) => out.line(`${slot('seen')}.add(${value})`),
  result: (slot) => `${slot('seen')}.size`,
  sql: {
    duckdb: ({ text, filter }) => `COUNT(DISTINCT ${text})${filter}`,
    flink: ({ text, filter }) => `COUNT(DISTINCT ${text})${filter}`,
  },
}
