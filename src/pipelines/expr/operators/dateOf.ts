import type { KindOf, NullOf } from '../kinds.ts'
import { wants } from '../mismatch.ts'
import { defineOperator } from '../operator.ts'
import { call, type TypedExpr } from '../typed.ts'

export function dateOf<A extends TypedExpr<'timestamp' | null>>(at: A): TypedExpr<'date' | NullOf<KindOf<A>>> {
  return call('dateOf', [at])
}

export default defineOperator({
  name: 'dateOf',
  summary: 'The UTC day of a timestamp; null of null.',
  arity: [1, 1],
  type: ([at]) => (at!.kind === 'timestamp' ? { kind: 'date', nullable: at!.nullable } : wants('a timestamp', at!)),
  js: { nulls: 'strict', emit: ([at]) => `rt.floorDiv(${at!.text}, 86400000000)` },
  sql: {
    duckdb: ([at]) => `CAST(${at!.text} AS DATE)`,
    flink: ([at]) => `CAST(${at!.text} AS DATE)`,
  },
  // biome-ignore format: one row a case
  cases: [
    [['timestamp 2017-03-08T23:59:59.999999Z'], 'date 2017-03-08'],
    [['timestamp 2017-03-09T00:00:00Z'], 'date 2017-03-09'],
    [['timestamp 1969-12-31T23:59:59.999999Z'], 'date 1969-12-31'],
    [['timestamp? null'], 'date? null'],
    [['string 2017-03-08'], 'refused'],
  ],
})
