import type { BooleanOperand, KindOf, NullOf } from '../kinds.ts'
import { emitLogic, logicType } from '../logic.ts'
import { defineOperator, type SqlArg } from '../operator.ts'
import { call, type TypedExpr } from '../typed.ts'

export function and<const A extends readonly BooleanOperand[]>(
  ...conditions: A
): TypedExpr<'boolean' | NullOf<KindOf<A[number]>>> {
  return call('and', conditions)
}

const sql = (args: readonly SqlArg[]): string => `(${args.map((arg) => arg.text).join(' AND ')})`

export default defineOperator({
  name: 'and',
  summary: 'True when all are true, false as soon as one is false, else null.',
  arity: [2, Infinity],
  type: logicType,
  js: { nulls: 'own', emit: (args, { out }) => emitLogic(args, false, out) },
  sql: { duckdb: sql, flink: sql },
  // biome-ignore format: one row a case
  cases: [
    [['boolean true', 'boolean true'], 'boolean true'],
    [['boolean true', 'boolean false'], 'boolean false'],
    [['boolean false', 'boolean true', 'boolean true'], 'boolean false'],
    [['boolean? null', 'boolean true'], 'boolean? null'],
    [['boolean true', 'boolean? null'], 'boolean? null'],
    [['boolean? null', 'boolean false'], 'boolean? false'],
    [['boolean false', 'boolean? null'], 'boolean? false'],
    [['boolean? null', 'boolean? null'], 'boolean? null'],
    [['boolean? null', 'boolean true', 'boolean? false'], 'boolean? false'],
    [['boolean true', 'int 1'], 'refused'],
  ],
})
