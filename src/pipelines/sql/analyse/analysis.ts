import type { Finding } from '../../../kernel/finding.ts'
import type { Type } from '../../../kernel/value-type.ts'
import type { Expr, From, Join, Query, Select } from '../ast.ts'
import type { SqlRuleId } from '../rules/index.ts'
import { placeAt, type SqlSource } from '../source.ts'
import type { Origin } from './origin.ts'
import type { Relation, Scope } from './relation.ts'
import type { SqlType } from './sql-type.ts'

/** What a query is read against. */
export interface Catalogue {
  /** Columns of each table by its name; types as contracts give them. */
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, Type>>
  readonly parameters: ReadonlyMap<string, Type>
}

/** What is known of each piece of a query once it has been read. */
export interface Facts {
  readonly types: Map<Expr, SqlType>
  /** Where a column comes from: the alias and name to print; several where USING merged them. Absent: a name of the select list. */
  readonly columns: Map<Expr, readonly ColumnText[]>
  /** What `*` stands for, and the names of the others, item by item. */
  readonly items: Map<Select, readonly ResolvedItem[]>
  /** Names in FROM that WITH has given. */
  readonly isCte: Set<From>
  /** Columns that USING compares. */
  readonly using: Map<Join, readonly Compared[]>
}

/** One name of USING: the column of each side; several on a side where an earlier USING merged them. */
export interface Compared {
  readonly left: readonly ColumnText[]
  readonly right: readonly ColumnText[]
}

export interface ColumnText {
  readonly alias: string
  readonly name: string
}

/** One column of a SELECT: a written expression, or a column that `*` or USING stands for. */
export type ResolvedItem = { readonly name: string; readonly type: SqlType } & (
  | { readonly kind: 'expr'; readonly expr: Expr }
  | { readonly kind: 'column'; readonly of: readonly ColumnText[] }
)

export interface Value {
  readonly type: SqlType
  readonly origins: readonly Origin[]
}

/** Where an expression stands, and so what it may hold. */
export interface Site {
  readonly scope: Scope
  /** Why there can be no aggregate here; undefined where there can. */
  readonly noAggregate?: string
  readonly noWindow?: string
  /** Every group has a row, so that SUM of what is never null is never null. */
  readonly isGrouped?: boolean
}

/** The reading of one text: what every part of it needs. */
export interface Analyser {
  readonly catalogue: Catalogue
  readonly facts: Facts
  expr(expr: Expr, site: Site): Value
  query(query: Query, scope: Scope | undefined, ctes: ReadonlyMap<string, Relation>): Relation
  problem(rule: SqlRuleId, at: number, message: string, fix?: string): void
}

/** Collects what is wrong, each thing once. */
export function problemsOf(source: SqlSource, fixOf: (rule: SqlRuleId) => string) {
  const found = new Map<string, Finding>()
  return {
    found,
    problem(rule: SqlRuleId, at: number, message: string, fix?: string): void {
      const key = `${at} ${rule} ${message}`
      if (!found.has(key))
        found.set(key, { rule, severity: 'error', at: placeAt(source, at), message, fix: fix ?? fixOf(rule) })
    },
  }
}
