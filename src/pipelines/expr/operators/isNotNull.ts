import type { AnyOperand } from '../kinds.ts'
import { defineOperator } from '../operator.ts'
import { call, type TypedExpr } from '../typed.ts'

export const isNotNull = (value: AnyOperand): TypedExpr<'boolean'> => call('isNotNull', [value])

export default defineOperator({
  name: 'isNotNull',
  summary: 'Whether the value is there; never null itself.',
  arity: [1, 1],
  type: () => ({ kind: 'boolean', nullable: false }),
  js: { nulls: 'own', emit: ([value], { out }) => (value!.type.nullable ? `(${value!.atom(out)} !== null)` : 'true') },
  sql: { duckdb: ([value]) => `(${value!.text} IS NOT NULL)`, flink: ([value]) => `(${value!.text} IS NOT NULL)` },
  // biome-ignore format: one row a case
  cases: [
    [['int? null'], 'boolean false'],
    [['int? 0'], 'boolean true'],
    [['int 0'], 'boolean true'],
    [['string? null'], 'boolean false'],
    [['string? '], 'boolean true'],
    [['decimal(38,2)? null'], 'boolean false'],
  ],
})
