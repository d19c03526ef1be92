import { didYouMean } from '../../../kernel/suggest.ts'
import { typeText } from '../../expr/type-text.ts'
import type { From, Join } from '../ast.ts'
import type { Analyser, Compared } from './analysis.ts'
import { same } from './column.ts'
import { condition } from './expr.ts'
import { NOT_YET, namedAt, type Origin, usedAs } from './origin.ts'
import { type Merged, nullable, nullableType, type Relation, type Scope, type Source } from './relation.ts'
import { isComparable, meetingType, sqlTypeOf, UNKNOWN } from './sql-type.ts'

/** The tables of a FROM, and what decides which of their rows meet. */
export interface Joined {
  readonly sources: readonly Source[]
  readonly merged: readonly Merged[]
  readonly rows: readonly Origin[]
}

type Outer = Pick<Scope, 'parent' | 'ctes'>

export function analyseFrom(analyser: Analyser, from: From, outer: Outer): Joined {
  switch (from.kind) {
    case 'table':
      return one(from.alias ?? from.name, tableRelation(analyser, from, outer))
    case 'derived': {
      // A subquery in FROM sees nothing of the tables beside it.
      const relation = analyser.query(from.query, undefined, outer.ctes)
      return one(from.alias, renamed(analyser, relation, from.columns, from.at))
    }
    case 'join':
      return joined(analyser, from, outer)
  }
}

const one = (alias: string, relation: Relation): Joined => ({
  sources: [{ alias, relation }],
  merged: [],
  rows: relation.rows,
})

/** `AS t (a, b)`: the columns by other names. */
export function renamed(
  { problem }: Analyser,
  relation: Relation,
  names: readonly string[] | undefined,
  at: number,
): Relation {
  if (names === undefined) return relation
  if (names.length !== relation.columns.length && relation.isBroken !== true)
    problem('sql-syntax', at, `${names.length} names for ${relation.columns.length} columns`)
  return { ...relation, columns: relation.columns.map((column, i) => ({ ...column, name: names[i] ?? column.name })) }
}

function tableRelation(analyser: Analyser, from: Extract<From, { kind: 'table' }>, outer: Outer): Relation {
  const { name, at } = from
  const cte = [...outer.ctes].find(([known]) => same(known, name))?.[1]
  if (cte !== undefined) {
    analyser.facts.isCte.add(from)
    return cte
  }
  const columns = analyser.catalogue.tables.get(name)
  if (columns !== undefined)
    return {
      columns: [...columns].map(([field, type]) => ({
        name: field,
        type: sqlTypeOf(type),
        origins: [{ contract: name, field, kind: 'value', at: NOT_YET }],
      })),
      rows: [],
    }
  const known = [...outer.ctes.keys(), ...analyser.catalogue.tables.keys()]
  analyser.problem('sql-unknown-table', at, `there is no table "${name}"${didYouMean(name, known)}`)
  return { columns: [], rows: [], isBroken: true }
}

function joined(analyser: Analyser, join: Join, outer: Outer): Joined {
  const left = analyseFrom(analyser, join.left, outer)
  const right = analyseFrom(analyser, join.right, outer)
  const twice = right.sources.find(({ alias }) => left.sources.some((other) => same(other.alias, alias)))
  if (twice !== undefined)
    analyser.problem(
      'sql-unknown-table',
      join.right.at,
      `two tables are called ${twice.alias}`,
      'give each a name with AS',
    )
  const { type } = join
  const sources = [
    ...(type === 'right' || type === 'full' ? outerSide(left.sources) : left.sources),
    ...(type === 'left' || type === 'full' ? outerSide(right.sources) : right.sources),
  ]
  const rows = [...left.rows, ...right.rows]
  const scope: Scope = { sources, merged: [...left.merged, ...right.merged], ...outer }
  if (join.on !== undefined) {
    const site = { scope, noAggregate: 'a join comes before aggregation', noWindow: 'a join comes before windows' }
    rows.push(...usedAs(condition(analyser, join.on, site).origins, 'join'))
    return { ...scope, rows }
  }
  if (join.using === undefined) return { ...scope, rows }
  const merging = join.using.flatMap((name) => mergedColumn(analyser, join, name, left, right) ?? [])
  analyser.facts.using.set(
    join,
    merging.map(({ compared }) => compared),
  )
  for (const { both } of merging)
    rows.push(...both.flatMap(({ column }) => usedAs(namedAt(column.origins, join.at), 'join')))
  const merged = merging.map((one) => one.merged)
  const others = scope.merged.filter((old) => !merged.some(({ name }) => same(old.name, name)))
  return { ...scope, merged: [...merged, ...others], rows }
}

const outerSide = (sources: readonly Source[]): Source[] =>
  sources.map(({ alias, relation }) => ({ alias, relation: nullable(relation) }))

/** The column that USING makes of the two sides: the left one's value, the right one's where that is on the inner side. */
function mergedColumn(analyser: Analyser, join: Join, name: string, left: Joined, right: Joined): Merging | undefined {
  const [l, l2] = columnsOf(left, name)
  const [r, r2] = columnsOf(right, name)
  if (l === undefined || r === undefined || l2 !== undefined || r2 !== undefined) {
    const sources = [...left.sources, ...right.sources]
    const names = sources.flatMap(({ relation }) => relation.columns.map((column) => column.name))
    if (l2 !== undefined || r2 !== undefined)
      analyser.problem('sql-unknown-column', join.at, `"${name}" of USING is ambiguous`, 'write ON a.x = b.x')
    else if (!sources.some(({ relation }) => relation.isBroken))
      analyser.problem(
        'sql-unknown-column',
        join.at,
        `"${name}" of USING is not in both tables${didYouMean(name, names)}`,
      )
    return undefined
  }
  if (!isComparable(l.type, r.type))
    analyser.problem(
      'sql-type-mismatch',
      join.at,
      `"${name}" of USING is ${typeText(l.type)} and ${typeText(r.type)}`,
      'CAST in a subquery, or write ON',
    )
  const type = meetingType([l.type, r.type]) ?? UNKNOWN
  const both = [...l.sources, ...r.sources]
  const kept = join.type === 'right' ? r : l
  const merged =
    join.type === 'full'
      ? { name, sources: both, type: nullableOfBoth(type, l.type.nullable && r.type.nullable) }
      : { ...kept, name }
  return { merged, both, compared: { left: textsOf(l), right: textsOf(r) } }
}

interface Merging {
  readonly merged: Merged
  readonly both: Merged['sources']
  readonly compared: Compared
}

const textsOf = ({ sources }: Merged): Compared['left'] =>
  sources.map(({ alias, column }) => ({ alias, name: column.name }))

/** The columns of that name on one side of a join; one that an earlier USING merged hides what it is made of. */
function columnsOf({ sources, merged }: Joined, name: string): readonly Merged[] {
  const earlier = merged.filter((one) => same(one.name, name))
  if (earlier.length > 0) return earlier
  return sources.flatMap(({ alias, relation }) =>
    relation.columns
      .filter((column) => same(column.name, name))
      .map((column) => ({ name, type: column.type, sources: [{ alias, column }] })),
  )
}

const nullableOfBoth = (type: Merged['type'], isNullable: boolean): Merged['type'] =>
  type.kind === 'null' ? type : isNullable ? nullableType(type) : { ...type, nullable: false }
