import type { AnyOperand } from '../kinds.ts'
import { defineOperator } from '../operator.ts'
import { call, type TypedExpr } from '../typed.ts'

export const isNull = (value: AnyOperand): TypedExpr<'boolean'> => call('isNull', [value])

export default defineOperator({
  name: 'isNull',
  summary: 'Whether the value is null; never null itself.',
  arity: [1, 1],
  type: () => ({ kind: 'boolean', nullable: false }),
  js: { nulls: 'own', emit: ([value], { out }) => (value!.type.nullable ? `(${value!.atom(out)} === null)` : 'false') },
  sql: { duckdb: ([value]) => `(${value!.text} IS NULL)`, flink: ([value]) => `(${value!.text} IS NULL)` },
  // biome-ignore format: one row a case
  cases: [
    [['int? null'], 'boolean true'],
    [['int? 0'], 'boolean false'],
    [['int 0'], 'boolean false'],
    [['string? null'], 'boolean true'],
    [['string? '], 'boolean false'],
    [['decimal(38,2)? null'], 'boolean true'],
  ],
})
