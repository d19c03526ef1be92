import type { BooleanOperand, KindOf, NullOf } from '../kinds.ts'
import { logicType } from '../logic.ts'
import { defineOperator } from '../operator.ts'
import { call, type TypedExpr } from '../typed.ts'

export function not<const A extends BooleanOperand>(condition: A): TypedExpr<'boolean' | NullOf<KindOf<A>>> {
  return call('not', [condition])
}

export default defineOperator({
  name: 'not',
  summary: 'True of false, false of true, null of null.',
  arity: [1, 1],
  type: logicType,
  js: { nulls: 'strict', emit: ([a]) => `!${a!.text}` },
  sql: { duckdb: ([a]) => `(NOT ${a!.text})`, flink: ([a]) => `(NOT ${a!.text})` },
  // biome-ignore format: one row a case
  cases: [
    [['boolean true'], 'boolean false'],
    [['boolean false'], 'boolean true'],
    [['boolean? null'], 'boolean? null'],
    [['int 1'], 'refused'],
  ],
})
