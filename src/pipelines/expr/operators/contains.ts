import type { KindOf, NullOf, StringOperand } from '../kinds.ts'
import { wants } from '../mismatch.ts'
import { defineOperator } from '../operator.ts'
import { call, type TypedExpr } from '../typed.ts'

export function contains<const A extends StringOperand, const B extends StringOperand>(
  text: A,
  part: B,
): TypedExpr<'boolean' | NullOf<KindOf<A> | KindOf<B>>> {
  return call('contains', [text, part])
}

export default defineOperator({
  name: 'contains',
  summary:
    'Whether the other string stands in this one; the empty string stands in every string; null when one is null.',
  arity: [2, 2],
  type: (args) => {
    const wrong = args.find((arg) => arg.kind !== 'string')
    return wrong === undefined
      ? { kind: 'boolean', nullable: args.some((arg) => arg.nullable) }
      : wants('strings', wrong)
  },
  js: { nulls: 'strict', emit: ([text, part]) => `${text!.text}.includes(${part!.text})` },
  sql: {
    duckdb: ([text, part]) => `contains(${text!.text}, ${part!.text})`,
    flink: ([text, part]) => `(LOCATE(${part!.text}, ${text!.text}) > 0)`,
  },
  // biome-ignore format: one row a case
  cases: [
    [['string abc', 'string bc'], 'boolean true'],
    [['string abc', 'string ca'], 'boolean false'],
    [['string a%b', 'string %'], 'boolean true'],
    [['string abc', 'string '], 'boolean true'],
    [['string ', 'string a'], 'boolean false'],
    [['string? null', 'string a'], 'boolean? null'],
    [['string a', 'string? null'], 'boolean? null'],
    [['string a', 'int 1'], 'refused'],
  ],
})
