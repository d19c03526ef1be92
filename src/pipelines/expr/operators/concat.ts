import type { KindOf, NullOf, StringOperand } from '../kinds.ts'
import { wants } from '../mismatch.ts'
import { defineOperator, type SqlArg } from '../operator.ts'
import { call, type TypedExpr } from '../typed.ts'

export function concat<const A extends readonly StringOperand[]>(
  ...parts: A
): TypedExpr<'string' | NullOf<KindOf<A[number]>>> {
  return call('concat', parts)
}

const sql = (args: readonly SqlArg[]): string => `(${args.map((arg) => arg.text).join(' || ')})`

export default defineOperator({
  name: 'concat',
  summary: 'The strings one after the other; null when one is null (as ||, unlike concat in DuckDB).',
  arity: [2, Infinity],
  type: (args) => {
    const wrong = args.find((arg) => arg.kind !== 'string')
    return wrong === undefined
      ? { kind: 'string', nullable: args.some((arg) => arg.nullable) }
      : wants('strings', wrong)
  },
  js: { nulls: 'strict', emit: (args) => `(${args.map((arg) => arg.text).join(' + ')})` },
  sql: { duckdb: sql, flink: sql },
  // biome-ignore format: one row a case
  cases: [
    [['string fraud-alert:', 'string o1'], 'string fraud-alert:o1'],
    [['string a', 'string ', 'string 😀'], 'string a😀'],
    [['string a', 'string? null'], 'string? null'],
    [['string it\'s', 'string "q"\\'], 'string it\'s"q"\\'],
    [['string a', 'int 1'], 'refused'],
  ],
})
