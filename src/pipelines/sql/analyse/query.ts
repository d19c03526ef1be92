import { typeText } from '../../expr/type-text.ts'
import type { Body, OrderItem, Query, SetOperation, Values } from '../ast.ts'
import type { Analyser } from './analysis.ts'
import { same } from './column.ts'
import { renamed } from './from.ts'
import { type Origin, usedAs } from './origin.ts'
import { NO_ROWS, type Relation, type Scope } from './relation.ts'
import { analyseSelect, type Selected } from './select.ts'
import { meetingType, UNKNOWN } from './sql-type.ts'

/** What a query gives: its columns, and what decides its rows. `scope` is that of the query around it. */
export function analyseQuery(
  analyser: Analyser,
  query: Query,
  scope: Scope | undefined,
  outer: ReadonlyMap<string, Relation>,
): Relation {
  const ctes = new Map(outer)
  for (const { name, query: named, columns, at } of query.with) {
    if ([...ctes.keys()].some((known) => same(known, name)) && !outer.has(name))
      analyser.problem('sql-syntax', at, `two WITH queries are called ${name}`)
    ctes.set(name, renamed(analyser, analyser.query(named, undefined, ctes), columns, at))
  }
  const around = { ctes, ...(scope !== undefined && { parent: scope }) }
  const body = analyseBody(analyser, query.body, around)
  const order = query.orderBy.flatMap((item) => ordered(analyser, item, body))
  // Without a limit an order moves rows about, and decides about none.
  const isLimited = query.limit !== undefined || query.offset !== undefined
  if (!isLimited) return body.relation
  if (query.orderBy.length === 0)
    analyser.problem('sql-syntax', query.at, 'LIMIT without ORDER BY gives other rows on every run', 'add ORDER BY')
  return { ...body.relation, rows: [...body.relation.rows, ...order] }
}

type Around = Pick<Scope, 'parent' | 'ctes'>

function analyseBody(analyser: Analyser, body: Body, around: Around): { relation: Relation } & Partial<Selected> {
  switch (body.kind) {
    case 'select':
      return analyseSelect(analyser, body, around)
    case 'query':
      return { relation: analyseQuery(analyser, body, around.parent, around.ctes) }
    case 'values':
      return { relation: valuesRelation(analyser, body, around) }
    case 'set':
      return { relation: setRelation(analyser, body, around) }
  }
}

/** What an item of ORDER BY comes from: a place or name of the select list first, as in every engine. */
function ordered(
  analyser: Analyser,
  { expr }: OrderItem,
  { relation, site, checkOrder }: { relation: Relation } & Partial<Selected>,
): readonly Origin[] {
  const { columns } = relation
  const column =
    expr.kind === 'literal' && expr.type === 'integer'
      ? columns[Number(expr.text) - 1]
      : expr.kind === 'column' && expr.table === undefined
        ? columns.find(({ name }) => same(name, expr.name))
        : undefined
  if (column !== undefined) return usedAs(column.origins, 'order')
  if (site === undefined || expr.kind === 'literal') {
    if (relation.isBroken !== true)
      analyser.problem(
        'sql-unknown-column',
        expr.at,
        'ORDER BY names no column of the query',
        'use one of its columns, by name or place',
      )
    return []
  }
  const { origins } = analyser.expr(expr, site)
  checkOrder?.(expr)
  return usedAs(origins, 'order')
}

function valuesRelation(analyser: Analyser, { rows, at }: Values, around: Around): Relation {
  const site = {
    scope: { sources: [], merged: [], ...around },
    noAggregate: 'VALUES has no rows to aggregate',
    noWindow: 'VALUES has no rows',
  }
  const types = rows.map((row) => row.map((cell) => analyser.expr(cell, site).type))
  const width = rows[0]!.length
  if (rows.some((row) => row.length !== width)) {
    analyser.problem('sql-syntax', at, 'the rows of VALUES have different lengths')
    return NO_ROWS
  }
  return {
    columns: Array.from({ length: width }, (_, i) => {
      const type = meetingType(types.map((row) => row[i]!))
      if (type === undefined) analyser.problem('sql-type-mismatch', at, `column ${i + 1} of VALUES has different types`)
      return { name: `col${i}`, type: type ?? UNKNOWN, origins: [] }
    }),
    rows: [],
  }
}

/** UNION flows from both sides; INTERSECT and EXCEPT flow from the left, and the right decides which rows stay. */
function setRelation(analyser: Analyser, { op, all, left, right, at }: SetOperation, around: Around): Relation {
  const l = analyseBody(analyser, left, around).relation
  const r = analyseBody(analyser, right, around).relation
  const isBroken = l.isBroken === true || r.isBroken === true
  if (l.columns.length !== r.columns.length && !isBroken)
    analyser.problem(
      'sql-type-mismatch',
      at,
      `${op.toUpperCase()} of ${l.columns.length} and ${r.columns.length} columns`,
    )
  const columns = l.columns.map((column, i) => {
    const other = r.columns[i]
    if (other === undefined) return column
    const type = meetingType([column.type, other.type])
    if (type === undefined)
      analyser.problem(
        'sql-type-mismatch',
        at,
        `column ${i + 1} of ${op.toUpperCase()} is ${typeText(column.type)} and ${typeText(other.type)}`,
      )
    return {
      ...column,
      type: type ?? UNKNOWN,
      origins: op === 'union' ? [...column.origins, ...other.origins] : column.origins,
    }
  })
  const compared = op === 'union' ? (all ? [] : columns) : [...l.columns, ...r.columns]
  const kind = op === 'union' ? 'dedupe' : 'filter'
  const rows = [...l.rows, ...r.rows, ...compared.flatMap(({ origins }) => usedAs(origins, kind))]
  return { columns, rows, ...(isBroken && { isBroken }) }
}
