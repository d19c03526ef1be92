import { MAX_NUMBER_PRECISION, MAX_PRECISION, type Type } from '../../../kernel/value-type.ts'
import { type AggregateExpr, type AggregateFunction, type AggregateOptions, aggregateOf } from '../aggregate.ts'
import { inRange } from '../js/exact.ts'
import type { NumericKind } from '../kinds.ts'
import { wants } from '../mismatch.ts'
import { sqlType } from '../sql/types.ts'
import type { TypedExpr } from '../typed.ts'
import { decimalType, isNumeric } from '../types.ts'

type SumKind<K> = 'int' extends K ? 'int53' : 'float' extends K ? 'double' : Exclude<K, null>

export const sum = <K extends NumericKind | null>(
  of: TypedExpr<K>,
  options?: AggregateOptions,
): AggregateExpr<TypedExpr<(SumKind<K> & NumericKind) | null>> => aggregateOf('sum', of, options)

function sumType(arg: Type): Type {
  switch (arg.kind) {
    case 'decimal':
      return decimalType(arg.precision <= MAX_NUMBER_PRECISION ? MAX_NUMBER_PRECISION : MAX_PRECISION, arg.scale, true)
    case 'int':
      return { kind: 'int53', nullable: true }
    case 'float':
      return { kind: 'double', nullable: true }
    default:
      return { ...arg, nullable: true }
  }
}

/**
 * Sums of doubles depend on the order of the rows in every engine; exact sums do not, with one exception: where only a partial sum
 * overflows, the embedded engine refuses the record that did it.
 */
export const sumFunction: AggregateFunction = {
  name: 'sum',
  summary:
    'The sum of the values that are not null; null of none. Decimals of up to 15 digits sum to 15, longer ones to 38.',
  argument: 'required',
  type: (arg) => (isNumeric(arg!) ? sumType(arg!) : wants('numbers', arg!)),
  slots: (arg) => [{ name: 'sum', init: 'null', holds: { kind: 'value', type: sumType(arg!) } }],
  update: ({ slot, value, type, out }) => {
    const sum = slot('sum')
    const next = `${sum} === null ? ${value} : ${sum} + ${value}`
    out.line(`${sum} = ${type.kind === 'double' ? next : inRange(next, type, 'sum', out)}`)
  },
  result: (slot) => slot('sum'),
  sql: {
    // DuckDB widens the state itself (HUGEINT, DECIMAL(38, s)); the cast checks the result.
    duckdb: ({ text, filter, type, arg }) =>
      `CAST(SUM(${arg!.kind === 'float' ? `CAST(${text} AS DOUBLE)` : text})${filter} AS ${sqlType(type, 'duckdb')})`,
    // Flink sums an INT in an INT, so it is widened first; decimals it sums in DECIMAL(38, s).
    flink: ({ text, filter, type, arg }) =>
      type.kind === 'decimal'
        ? `CAST(SUM(${text})${filter} AS ${sqlType(type, 'flink')})`
        : `SUM(${arg!.kind === type.kind ? text : `CAST(${text} AS ${sqlType(type, 'flink')})`})${filter}`,
  },
}
