import type { BooleanOperand, KindOf, NullOf } from '../kinds.ts'
import { emitLogic, logicType } from '../logic.ts'
import { defineOperator, type SqlArg } from '../operator.ts'
import { call, type TypedExpr } from '../typed.ts'

export function or<const A extends readonly BooleanOperand[]>(
  ...conditions: A
): TypedExpr<'boolean' | NullOf<KindOf<A[number]>>> {
  return call('or', conditions)
}

const sql = (args: readonly SqlArg[]): string => `(${args.map((arg) => arg.text).join(' OR ')})`

export default defineOperator({
  name: 'or',
  summary: 'True as soon as one is true, false when all are false, else null.',
  arity: [2, Infinity],
  type: logicType,
  js: { nulls: 'own', emit: (args, { out }) => emitLogic(args, true, out) },
  sql: { duckdb: sql, flink: sql },
  // biome-ignore format: one row a case
  cases: [
    [['boolean false', 'boolean false'], 'boolean false'],
    [['boolean true', 'boolean false'], 'boolean true'],
    [['boolean false', 'boolean false', 'boolean true'], 'boolean true'],
    [['boolean? null', 'boolean true'], 'boolean? true'],
    [['boolean true', 'boolean? null'], 'boolean? true'],
    [['boolean? null', 'boolean false'], 'boolean? null'],
    [['boolean false', 'boolean? null'], 'boolean? null'],
    [['boolean? null', 'boolean? null'], 'boolean? null'],
    [['boolean? null', 'boolean false', 'boolean? true'], 'boolean? true'],
    [['boolean true', 'int 1'], 'refused'],
  ],
})
