import { didYouMean } from '../../../kernel/suggest.ts'
import type { ExprOf } from '../ast.ts'
import type { Analyser, ColumnText, Value } from './analysis.ts'
import { namedAt } from './origin.ts'
import type { Column, Scope, Source } from './relation.ts'
import { UNKNOWN } from './sql-type.ts'

interface Found extends Value {
  readonly texts: readonly ColumnText[]
}

/** A column by its name: in the tables of its own SELECT first, then in those of the queries around it. */
export function resolveColumn(analyser: Analyser, column: ExprOf<'column'>, scope: Scope): Value {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const found = lookUp(analyser, column, at)
    if (found === 'ambiguous') return { type: UNKNOWN, origins: [] }
    if (found === undefined) continue
    analyser.facts.columns.set(column, found.texts)
    return { type: found.type, origins: namedAt(found.origins, column.at) }
  }
  unknown(analyser, column, scope)
  return { type: UNKNOWN, origins: [] }
}

function lookUp(
  analyser: Analyser,
  { table, name, at }: ExprOf<'column'>,
  scope: Scope,
): Found | 'ambiguous' | undefined {
  if (table === undefined) {
    const merged = scope.merged.find((one) => same(one.name, name))
    if (merged !== undefined)
      return {
        type: merged.type,
        origins: merged.sources.flatMap(({ column }) => column.origins),
        texts: merged.sources.map(({ alias, column }) => ({ alias, name: column.name })),
      }
  }
  const sources = table === undefined ? scope.sources : scope.sources.filter(({ alias }) => isCalled(alias, table))
  const found = sources.flatMap((source) => columnsNamed(source, name))
  const [first, second] = found
  if (first !== undefined && second !== undefined) {
    const names = found.map(({ alias }) => `${alias}.${name}`)
    analyser.problem(
      'sql-unknown-column',
      at,
      `"${name}" is ambiguous: ${names.join(' or ')}`,
      'say which one is meant',
    )
    return 'ambiguous'
  }
  if (first !== undefined) return { ...first.column, texts: [{ alias: first.alias, name: first.column.name }] }
  // What cannot be read may well have it.
  return sources.some(({ relation }) => relation.isBroken) ? 'ambiguous' : undefined
}

const columnsNamed = ({ alias, relation }: Source, name: string): { alias: string; column: Column }[] =>
  relation.columns.filter((column) => same(column.name, name)).map((column) => ({ alias, column }))

/** Names are compared as the engines do: without regard to case. */
export const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** A table is called by its alias, by its whole name, or by the last part of it. */
const isCalled = (alias: string, table: string): boolean => same(alias, table) || same(alias.split('.').at(-1)!, table)

function unknown(analyser: Analyser, { table, name, at }: ExprOf<'column'>, scope: Scope): void {
  const all: Source[] = []
  for (let one: Scope | undefined = scope; one !== undefined; one = one.parent) all.push(...one.sources)
  const own = table === undefined ? all : all.filter(({ alias }) => isCalled(alias, table))
  if (table !== undefined && own.length === 0) {
    const aliases = all.map(({ alias }) => alias)
    return analyser.problem(
      'sql-unknown-table',
      at,
      `there is no table "${table}" in this FROM${didYouMean(table, aliases)}`,
      aliases.length === 0 ? undefined : `tables here: ${aliases.join(', ')}`,
    )
  }
  const names = own.flatMap(({ relation }) => relation.columns.map((column) => column.name))
  const where = table === undefined ? (own.length === 1 ? ` in ${own[0]!.alias}` : '') : ` in ${table}`
  analyser.problem(
    'sql-unknown-column',
    at,
    `there is no column "${name}"${where}${didYouMean(name, names)}`,
    names.length === 0 ? undefined : listed(names.filter((one) => one !== '')),
  )
}

const MOST_LISTED = 12

const listed = (names: readonly string[]): string =>
  `columns: ${names.slice(0, MOST_LISTED).join(', ')}${names.length > MOST_LISTED ? `, and ${names.length - MOST_LISTED} more` : ''}`
