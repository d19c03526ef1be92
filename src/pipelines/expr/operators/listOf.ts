import type { StringOperand } from '../kinds.ts'
import { wants } from '../mismatch.ts'
import { defineOperator } from '../operator.ts'
import { call, type TypedExpr } from '../typed.ts'

export const listOf = (...items: readonly (StringOperand | null)[]): TypedExpr<'array'> => call('listOf', items)

export default defineOperator({
  name: 'listOf',
  summary: 'The strings that are not null, in order; never null itself.',
  arity: [1, Infinity],
  type: (args) => {
    const wrong = args.find((arg) => arg.kind !== 'string' && arg.kind !== 'null')
    if (wrong !== undefined) return wants('strings', wrong)
    return { kind: 'array', items: { kind: 'string', nullable: false }, nullable: false }
  },
  js: {
    nulls: 'own',
    emit: (args, { out }) => {
      const list = out.name()
      out.line(`const ${list} = []`)
      for (const arg of args) {
        if (arg.type.kind === 'null') continue
        const item = arg.atom(out)
        out.line(`${arg.type.nullable ? `if (${item} !== null) ` : ''}${list}.push(${item})`)
      }
      return list
    },
  },
  sql: {
    duckdb: (args) => {
      const items = args.map((arg) => (arg.type.kind === 'null' ? 'CAST(NULL AS VARCHAR)' : arg.text))
      return `list_filter([${items.join(', ')}], lambda item: item IS NOT NULL)`
    },
    flink: (args) => {
      const items = args.map((arg) => `CAST(${arg.text} AS STRING)`)
      return `ARRAY_REMOVE(ARRAY[${items.join(', ')}], CAST(NULL AS STRING))`
    },
  },
  // biome-ignore format: one row a case
  cases: [
    [['string b', 'string a'], 'array<string> ["b","a"]'],
    [['string? null', 'string a', 'string? b'], 'array<string> ["a","b"]'],
    [['string? null', 'string? null'], 'array<string> []'],
    [['null', 'string a'], 'array<string> ["a"]'],
    [['string a', 'string a'], 'array<string> ["a","a"]'],
    [['int 1'], 'refused'],
  ],
})
