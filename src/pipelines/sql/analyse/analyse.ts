import type { Finding } from '../../../kernel/finding.ts'
import type { Query } from '../ast.ts'
import { fixOfSqlRule } from '../rules/index.ts'
import type { SqlSource } from '../source.ts'
import { type Analyser, type Catalogue, type Facts, problemsOf } from './analysis.ts'
import { analyseExpr } from './expr.ts'
import { distinctOrigins } from './origin.ts'
import { analyseQuery } from './query.ts'
import type { Relation } from './relation.ts'

/** A query that was read against tables: what it gives, where each of it comes from, and what is wrong with it. */
export interface Analysis {
  readonly query: Query
  /** Columns with their origins; `rows` is what decides which rows there are. Each origin once. */
  readonly output: Relation
  readonly facts: Facts
  /** When there are any, types and origins are those of what could be read. */
  readonly problems: readonly Finding[]
}

/** Resolves names, finds types and lineage; never throws. */
export function analyseSql(query: Query, source: SqlSource, catalogue: Catalogue): Analysis {
  const { found, problem } = problemsOf(source, fixOfSqlRule)
  const facts: Facts = { types: new Map(), columns: new Map(), items: new Map(), isCte: new Set(), using: new Map() }
  const analyser: Analyser = {
    catalogue,
    facts,
    problem,
    expr: (expr, site) => analyseExpr(analyser, expr, site),
    query: (inner, scope, ctes) => analyseQuery(analyser, inner, scope, ctes),
  }
  const { columns, rows } = analyser.query(query, undefined, new Map())
  return {
    query,
    output: {
      columns: columns.map((column) => ({ ...column, origins: distinctOrigins(column.origins) })),
      rows: distinctOrigins(rows),
    },
    facts,
    problems: [...found.values()],
  }
}
