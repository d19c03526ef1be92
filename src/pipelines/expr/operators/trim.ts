import type { KindOf, NullOf, StringOperand } from '../kinds.ts'
import { wants } from '../mismatch.ts'
import { defineOperator } from '../operator.ts'
import { call, type TypedExpr } from '../typed.ts'

export function trim<const A extends StringOperand>(text: A): TypedExpr<'string' | NullOf<KindOf<A>>> {
  return call('trim', [text])
}

export default defineOperator({
  name: 'trim',
  summary: 'The string without the spaces (U+0020 only, not tabs) at both ends; null of null.',
  arity: [1, 1],
  type: ([text]) => (text!.kind === 'string' ? { kind: 'string', nullable: text!.nullable } : wants('a string', text!)),
  js: { nulls: 'strict', emit: ([text]) => `rt.trim(${text!.text})` },
  sql: { duckdb: ([text]) => `trim(${text!.text}, ' ')`, flink: ([text]) => `TRIM(BOTH ' ' FROM ${text!.text})` },
  // biome-ignore format: one row a case
  cases: [
    [['string  a b '], 'string a b'],
    [['string   '], 'string '],
    [['string '], 'string '],
    [['string \ta\t'], 'string \ta\t'],
    [['string \u00a0a'], 'string \u00a0a'],
    [['string? null'], 'string? null'],
    [['int 1'], 'refused'],
  ],
})
