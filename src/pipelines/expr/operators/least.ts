import { emitExtreme, extremeSql, extremeType } from '../extreme.ts'
import type { AnyOperand, Common, KindOf } from '../kinds.ts'
import { defineOperator } from '../operator.ts'
import { call, type TypedExpr } from '../typed.ts'

export function least<const A extends readonly AnyOperand[]>(...values: A): TypedExpr<Common<KindOf<A[number]>>> {
  return call('least', values)
}

export default defineOperator({
  name: 'least',
  summary:
    'The least of the values; null when one is null (unlike least in DuckDB, which skips nulls). NaN is the greatest number.',
  arity: [2, Infinity],
  type: extremeType,
  js: { nulls: 'strict', emit: (args, call) => emitExtreme('<', args, call) },
  sql: { duckdb: extremeSql('least', 'duckdb'), flink: extremeSql('least', 'flink') },
  // biome-ignore format: one row a case
  cases: [
    [['int 3', 'int 1', 'int 2'], 'int 1'],
    [['decimal(3,2) 1.00', 'decimal(4,2) 1.45'], 'decimal(4,2) 1.00'],
    [['decimal(3,2) 1.00', 'decimal(5,3) 0.999'], 'decimal(5,3) 0.999'],
    [['int 1', 'decimal(2,1) 1.5'], 'decimal(11,1) 1.0'],
    [['long 9007199254740993', 'int53 9007199254740991'], 'long 9007199254740991'],
    [['double NaN', 'double Infinity'], 'double Infinity'],
    [['string \uff5e', 'string \u{1F600}'], 'string \uff5e'],
    [['timestamp 2017-03-08T12:00:00.000001Z', 'timestamp 2017-03-08T12:00:00.000002Z'], 'timestamp 2017-03-08T12:00:00.000001Z'],
    [['int? null', 'int 1'], 'int? null'],
    [['int 1', 'int? null', 'int 3'], 'int? null'],
    [['boolean true', 'boolean false'], 'refused'],
    [['decimal(2,1) 1.5', 'double 1'], 'refused'],
  ],
})
