import type { Type } from '../../../kernel/value-type.ts'
import { inRange } from '../js/exact.ts'
import type { KindOf, NullOf } from '../kinds.ts'
import { wants } from '../mismatch.ts'
import { defineOperator } from '../operator.ts'
import { duckdbMicros, flinkInterval } from '../sql/time.ts'
import { call, type TypedExpr } from '../typed.ts'

export function addMillis<
  A extends TypedExpr<'timestamp' | null>,
  const N extends TypedExpr<'int' | 'int53' | null> | number,
>(at: A, millis: N): TypedExpr<'timestamp' | NullOf<KindOf<A> | KindOf<N>>> {
  return call('addMillis', [at, millis])
}

const micros: Type = { kind: 'int53', nullable: false }

export default defineOperator({
  name: 'addMillis',
  summary: 'The timestamp so many milliseconds later (earlier when negative); null when one is null.',
  arity: [2, 2],
  type: ([at, millis]) => {
    if (at!.kind !== 'timestamp') return wants('a timestamp', at!)
    if (millis!.kind !== 'int' && millis!.kind !== 'int53') return wants('milliseconds as an int or int53', millis!)
    return { kind: 'timestamp', nullable: at!.nullable || millis!.nullable }
  },
  js: {
    nulls: 'strict',
    emit: ([at, millis], { out }) => inRange(`${at!.text} + ${millis!.text} * 1000`, micros, 'addMillis', out),
  },
  sql: {
    duckdb: ([at, millis]) => `make_timestamp(${duckdbMicros(at!.text)} + CAST(${millis!.text} AS BIGINT) * 1000)`,
    flink: ([at, millis]) => `(${at!.text} + ${flinkInterval(millis!.expr)})`,
  },
  // biome-ignore format: one row a case
  cases: [
    [['timestamp 2017-03-08T12:00:00.000001Z', 'int 1500'], 'timestamp 2017-03-08T12:00:01.500001Z'],
    [['timestamp 1970-01-01T00:00:00Z', 'int -1'], 'timestamp 1969-12-31T23:59:59.999Z'],
    [['timestamp 2017-03-08T12:00:00Z', 'int53 86400000'], 'timestamp 2017-03-09T12:00:00Z'],
    [['timestamp 2017-03-08T12:00:00Z', 'int53 9007199254740991'], 'overflow'],
    [['timestamp? null', 'int 1'], 'timestamp? null'],
    [['timestamp 2017-03-08T12:00:00Z', 'int? null'], 'timestamp? null'],
    [['timestamp 2017-03-08T12:00:00Z', 'long 1'], 'refused'],
  ],
})
