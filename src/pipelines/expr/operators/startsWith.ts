import type { KindOf, NullOf, StringOperand } from '../kinds.ts'
import { wants } from '../mismatch.ts'
import { defineOperator } from '../operator.ts'
import { call, type TypedExpr } from '../typed.ts'

export function startsWith<const A extends StringOperand, const B extends StringOperand>(
  text: A,
  prefix: B,
): TypedExpr<'boolean' | NullOf<KindOf<A> | KindOf<B>>> {
  return call('startsWith', [text, prefix])
}

export default defineOperator({
  name: 'startsWith',
  summary: 'Whether the string begins with the other; the empty string begins every string; null when one is null.',
  arity: [2, 2],
  type: (args) => {
    const wrong = args.find((arg) => arg.kind !== 'string')
    return wrong === undefined
      ? { kind: 'boolean', nullable: args.some((arg) => arg.nullable) }
      : wants('strings', wrong)
  },
  js: { nulls: 'strict', emit: ([text, part]) => `${text!.text}.startsWith(${part!.text})` },
  sql: {
    duckdb: ([text, part]) => `starts_with(${text!.text}, ${part!.text})`,
    flink: ([text, part]) => `STARTSWITH(${text!.text}, ${part!.text})`,
  },
  // biome-ignore format: one row a case
  cases: [
    [['string abc', 'string ab'], 'boolean true'],
    [['string abc', 'string b'], 'boolean false'],
    [['string abc', 'string '], 'boolean true'],
    [['string ', 'string '], 'boolean true'],
    [['string ', 'string a'], 'boolean false'],
    [['string Abc', 'string a'], 'boolean false'],
    [['string? null', 'string a'], 'boolean? null'],
    [['string a', 'string? null'], 'boolean? null'],
    [['string a', 'int 1'], 'refused'],
  ],
})
