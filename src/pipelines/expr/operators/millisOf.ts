import type { KindOf, NullOf } from '../kinds.ts'
import { wants } from '../mismatch.ts'
import { defineOperator } from '../operator.ts'
import { duckdbFloorDiv, duckdbMicros, flinkEpoch } from '../sql/time.ts'
import { call, type TypedExpr } from '../typed.ts'

export function millisOf<A extends TypedExpr<'timestamp' | null>>(at: A): TypedExpr<'int53' | NullOf<KindOf<A>>> {
  return call('millisOf', [at])
}

export default defineOperator({
  name: 'millisOf',
  summary: 'Milliseconds since 1970-01-01T00:00:00Z, rounded down; null of null.',
  arity: [1, 1],
  type: ([at]) => (at!.kind === 'timestamp' ? { kind: 'int53', nullable: at!.nullable } : wants('a timestamp', at!)),
  js: { nulls: 'strict', emit: ([at]) => `rt.floorDiv(${at!.text}, 1000)` },
  sql: {
    duckdb: ([at]) => duckdbFloorDiv(duckdbMicros(at!.text), 1000),
    flink: ([at]) => flinkEpoch(at!.text, 'MILLISECOND'),
  },
  // biome-ignore format: one row a case
  cases: [
    [['timestamp 1970-01-01T00:00:01.234567Z'], 'int53 1234'],
    [['timestamp 1969-12-31T23:59:59.999999Z'], 'int53 -1'],
    [['timestamp 1970-01-01T00:00:00Z'], 'int53 0'],
    // 2017-03-08T12:00:00Z is 1488974400 s.
    [['timestamp 2017-03-08T12:00:00.000999Z'], 'int53 1488974400000'],
    [['timestamp? null'], 'int53? null'],
    [['date 2017-03-08'], 'refused'],
  ],
})
