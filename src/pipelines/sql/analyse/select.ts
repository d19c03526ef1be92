import { didYouMean } from '../../../kernel/suggest.ts'
import type { Expr, Select, SelectItem } from '../ast.ts'
import type { Analyser, ResolvedItem, Site } from './analysis.ts'
import { same } from './column.ts'
import { condition } from './expr.ts'
import { analyseFrom } from './from.ts'
import { checkGrouped, hasAggregate, identityOf } from './grouped.ts'
import { afterCondition } from './not-null.ts'
import { namedAt, type Origin, usedAs } from './origin.ts'
import type { Column, Relation, Scope } from './relation.ts'

/** What a SELECT gives, and what ORDER BY behind it needs to know. */
export interface Selected {
  readonly relation: Relation
  readonly site: Site
  /** What an expression of ORDER BY has to be made of, when the rows are grouped. */
  readonly checkOrder: (expr: Expr) => void
}

export function analyseSelect(analyser: Analyser, select: Select, outer: Pick<Scope, 'parent' | 'ctes'>): Selected {
  const from = select.from ? analyseFrom(analyser, select.from, outer) : { sources: [], merged: [], rows: [] }
  const rows: Origin[] = [...from.rows]
  let scope: Scope = { sources: from.sources, merged: from.merged, ...outer }
  const before = { noAggregate: 'WHERE comes before aggregation', noWindow: 'WHERE comes before windows' }
  if (select.where !== undefined) {
    rows.push(...usedAs(condition(analyser, select.where, { scope, ...before }).origins, 'filter'))
    scope = afterCondition(analyser.facts, scope, select.where)
  }
  for (const on of joinConditions(select.from)) scope = afterCondition(analyser.facts, scope, on)

  const groups = groupExprs(analyser, select)
  const isAggregated = groups.length > 0 || select.having !== undefined || select.items.some(isAggregate)
  const grouping: Site = {
    scope,
    noAggregate: 'GROUP BY comes before aggregation',
    noWindow: 'GROUP BY comes before windows',
  }
  for (const group of groups) rows.push(...usedAs(analyser.expr(group, grouping).origins, 'group'))

  const site: Site = { scope, isGrouped: groups.length > 0 }
  const { columns, items } = selectList(analyser, select, site, isAggregated)
  analyser.facts.items.set(select, items)
  if (select.having !== undefined)
    rows.push(
      ...usedAs(
        condition(analyser, select.having, { ...site, noWindow: 'HAVING comes before windows' }).origins,
        'filter',
      ),
    )

  const keys = new Set(groups.map((group) => identityOf(analyser, group)))
  const own = new Set(scope.sources.map(({ alias }) => alias))
  const check = (expr: Expr): void => (isAggregated ? checkGrouped(analyser, expr, keys, own) : undefined)
  for (const item of select.items) if (item.kind === 'expr') check(item.expr)
  if (select.having !== undefined) check(select.having)
  if (select.distinct) rows.push(...columns.flatMap(({ origins }) => usedAs(origins, 'dedupe')))
  const isBroken =
    from.sources.some(({ relation }) => relation.isBroken === true) && select.items.some(({ kind }) => kind === 'star')
  return { relation: { columns, rows, ...(isBroken && { isBroken }) }, site, checkOrder: check }
}

const isAggregate = (item: SelectItem): boolean => item.kind === 'expr' && hasAggregate(item.expr)

/** Conditions of inner joins that no outer join surrounds: they hold for every row. */
function joinConditions(from: Select['from']): readonly Expr[] {
  if (from?.kind !== 'join') return []
  const { type, on, left, right } = from
  if (type === 'inner' || type === 'cross')
    return [...(on ? [on] : []), ...joinConditions(left), ...joinConditions(right)]
  return type === 'left' ? joinConditions(left) : []
}

/** What is grouped by; a number stands for a place in the select list. */
function groupExprs(analyser: Analyser, select: Select): readonly Expr[] {
  return select.groupBy.map((expr) => {
    if (expr.kind !== 'literal' || expr.type !== 'integer') return expr
    const item = select.items[Number(expr.text) - 1]
    if (item?.kind === 'expr' && !hasAggregate(item.expr)) return item.expr
    analyser.problem('sql-syntax', expr.at, `GROUP BY ${expr.text}: there is no such column to group by`)
    return expr
  })
}

function selectList(analyser: Analyser, select: Select, site: Site, isAggregated: boolean) {
  const columns: Column[] = []
  const items: ResolvedItem[] = []
  for (const item of select.items) {
    if (item.kind === 'star') {
      if (isAggregated) analyser.problem('sql-syntax', item.at, '* in a SELECT that aggregates', 'name the columns')
      for (const { column, of } of starColumns(analyser, item, site.scope)) {
        columns.push({ ...column, origins: namedAt(column.origins, item.at) })
        items.push({ kind: 'column', name: column.name, type: column.type, of })
      }
      continue
    }
    const { type, origins } = analyser.expr(item.expr, site)
    const name = item.alias ?? (item.expr.kind === 'column' ? item.expr.name : '')
    columns.push({ name, type, origins })
    items.push({ kind: 'expr', name, type, expr: item.expr })
  }
  return { columns, items }
}

/** The columns of `*` or `t.*`; those that USING merged come first and once. */
function starColumns({ problem }: Analyser, { table, at }: Extract<SelectItem, { kind: 'star' }>, scope: Scope) {
  const sources = scope.sources.filter(
    ({ alias }) => table === undefined || same(alias, table) || same(alias.split('.').at(-1)!, table),
  )
  if (sources.length === 0) {
    const aliases = scope.sources.map(({ alias }) => alias)
    problem(
      'sql-unknown-table',
      at,
      table === undefined ? '* without FROM' : `there is no table "${table}" in this FROM${didYouMean(table, aliases)}`,
    )
  }
  const merged = table === undefined ? scope.merged : []
  return [
    ...merged.map(({ name, type, sources: both }) => ({
      column: { name, type, origins: both.flatMap(({ column }) => column.origins) },
      of: both.map(({ alias, column }) => ({ alias, name: column.name })),
    })),
    ...sources.flatMap(({ alias, relation }) =>
      relation.columns
        .filter(({ name }) => !merged.some((one) => same(one.name, name)))
        .map((column) => ({ column, of: [{ alias, name: column.name }] })),
    ),
  ]
}
