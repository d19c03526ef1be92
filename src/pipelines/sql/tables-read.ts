import type { Facts } from './analyse/analysis.ts'
import type { From, Query, Select } from './ast.ts'

/** Every SELECT of a query, however deep: of WITH, of subqueries in FROM and in expressions. */
export function* selectsIn(node: unknown): Generator<Select> {
  if (typeof node !== 'object' || node === null) return
  if (isSelect(node)) yield node
  for (const inner of Object.values(node)) yield* selectsIn(inner)
}

const isSelect = (node: object): node is Select => 'kind' in node && node.kind === 'select'

/** The tables of contracts in a FROM, by the names that its columns are called with there. */
export function tablesOf(
  from: From | undefined,
  facts: Facts,
): readonly { readonly name: string; readonly alias: string }[] {
  if (from === undefined || from.kind === 'derived') return []
  if (from.kind === 'join') return [...tablesOf(from.left, facts), ...tablesOf(from.right, facts)]
  return facts.isCte.has(from) ? [] : [{ name: from.name, alias: from.alias ?? from.name }]
}

/** Every table of a contract that a query reads. */
export const tablesRead = (query: Query, facts: Facts): ReadonlySet<string> =>
  new Set([...selectsIn(query)].flatMap(({ from }) => tablesOf(from, facts)).map(({ name }) => name))
