import type { KindOf, NullOf, StringOperand } from '../kinds.ts'
import { wants } from '../mismatch.ts'
import { defineOperator } from '../operator.ts'
import { call, type TypedExpr } from '../typed.ts'

export function length<const A extends StringOperand>(text: A): TypedExpr<'int' | NullOf<KindOf<A>>> {
  return call('length', [text])
}

export default defineOperator({
  name: 'length',
  summary: 'The number of code points of a string; null of null.',
  arity: [1, 1],
  type: ([text]) => (text!.kind === 'string' ? { kind: 'int', nullable: text!.nullable } : wants('a string', text!)),
  js: { nulls: 'strict', emit: ([text]) => `rt.length(${text!.text})` },
  sql: {
    duckdb: ([text]) => `CAST(length(${text!.text}) AS INTEGER)`,
    flink: ([text]) => `CHAR_LENGTH(${text!.text})`,
  },
  // biome-ignore format: one row a case
  cases: [
    [['string abc'], 'int 3'],
    [['string '], 'int 0'],
    [['string a😀'], 'int 2'],
    // e and a combining accent are two code points, whatever they look like.
    [['string e\u0301'], 'int 2'],
    [['string? null'], 'int? null'],
    [['int 5'], 'refused'],
  ],
})
