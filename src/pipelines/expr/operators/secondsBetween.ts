import type { KindOf, NullOf } from '../kinds.ts'
import { wants } from '../mismatch.ts'
import { defineOperator } from '../operator.ts'
import { duckdbFloorDiv, duckdbMicros, flinkEpoch } from '../sql/time.ts'
import { call, type TypedExpr } from '../typed.ts'

/** From `from` to `to`; negative when `to` is earlier. */
export function secondsBetween<A extends TypedExpr<'timestamp' | null>, B extends TypedExpr<'timestamp' | null>>(
  from: A,
  to: B,
): TypedExpr<'int53' | NullOf<KindOf<A> | KindOf<B>>> {
  return call('secondsBetween', [from, to])
}

export default defineOperator({
  name: 'secondsBetween',
  summary: 'Whole seconds from the first to the second timestamp, rounded down (-0.5 s is -1); null when one is null.',
  arity: [2, 2],
  type: (args) => {
    const wrong = args.find((arg) => arg.kind !== 'timestamp')
    return wrong === undefined
      ? { kind: 'int53', nullable: args.some((arg) => arg.nullable) }
      : wants('timestamps', wrong)
  },
  js: {
    nulls: 'strict',
    emit: ([from, to]) => `rt.secondsBetween(${from!.text}, ${to!.text})`,
  },
  sql: {
    duckdb: ([from, to]) => duckdbFloorDiv(`(${duckdbMicros(to!.text)} - ${duckdbMicros(from!.text)})`, 1_000_000),
    flink: ([from, to]) => {
      const micros = `${flinkEpoch(to!.text, 'MICROSECOND')} - ${flinkEpoch(from!.text, 'MICROSECOND')}`
      // The decimal quotient has at least 6 digits after the point: it is exact.
      return `CAST(FLOOR(CAST(${micros} AS DECIMAL(19, 0)) / 1000000) AS BIGINT)`
    },
  },
  // biome-ignore format: one row a case
  cases: [
    [['timestamp 2017-03-08T12:00:00Z', 'timestamp 2017-03-08T12:00:04.999999Z'], 'int53 4'],
    [['timestamp 2017-03-08T12:00:00Z', 'timestamp 2017-03-08T12:00:05Z'], 'int53 5'],
    [['timestamp 2017-03-08T12:00:00.500000Z', 'timestamp 2017-03-08T12:00:00Z'], 'int53 -1'],
    [['timestamp 2017-03-08T12:00:01Z', 'timestamp 2017-03-08T12:00:00Z'], 'int53 -1'],
    [['timestamp 2017-03-08T12:00:00Z', 'timestamp 2017-03-08T12:00:00Z'], 'int53 0'],
    [['timestamp 1969-12-31T23:59:59.999999Z', 'timestamp 1970-01-01T00:00:00.000001Z'], 'int53 0'],
    [['timestamp 1900-01-01T00:00:00Z', 'timestamp 2200-01-01T00:00:00.000000Z'], 'int53 9467107200'],
    [['timestamp? null', 'timestamp 2017-03-08T12:00:00Z'], 'int53? null'],
    [['timestamp 2017-03-08T12:00:00Z', 'timestamp? null'], 'int53? null'],
    [['timestamp 2017-03-08T12:00:00Z', 'int 5'], 'refused'],
  ],
})
