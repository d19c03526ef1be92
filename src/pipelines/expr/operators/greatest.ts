import { emitExtreme, extremeSql, extremeType } from '../extreme.ts'
import type { AnyOperand, Common, KindOf } from '../kinds.ts'
import { defineOperator } from '../operator.ts'
import { call, type TypedExpr } from '../typed.ts'

export function greatest<const A extends readonly AnyOperand[]>(...values: A): TypedExpr<Common<KindOf<A[number]>>> {
  return call('greatest', values)
}

export default defineOperator({
  name: 'greatest',
  summary:
    'The greatest of the values; null when one is null (unlike greatest in DuckDB, which skips nulls). NaN is the greatest number.',
  arity: [2, Infinity],
  type: extremeType,
  js: { nulls: 'strict', emit: (args, call) => emitExtreme('>', args, call) },
  sql: { duckdb: extremeSql('greatest', 'duckdb'), flink: extremeSql('greatest', 'flink') },
  // biome-ignore format: one row a case
  cases: [
    [['int 3', 'int 1', 'int 2'], 'int 3'],
    [['decimal(3,2) 1.00', 'decimal(4,2) 1.45'], 'decimal(4,2) 1.45'],
    [['int 1', 'decimal(2,1) 0.5'], 'decimal(11,1) 1.0'],
    [['double NaN', 'double Infinity'], 'double NaN'],
    [['double 1', 'double NaN', 'double 2'], 'double NaN'],
    [['string \uff5e', 'string \u{1F600}'], 'string \u{1F600}'],
    [['int? null', 'int 1'], 'int? null'],
    [['int 1', 'int? null', 'int 3'], 'int? null'],
    [['boolean true', 'boolean false'], 'refused'],
    [['decimal(2,1) 1.5', 'double 1'], 'refused'],
  ],
})
