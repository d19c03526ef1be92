import type { Type } from '../../../kernel/value-type.ts'
import type { Facts } from '../analyse/analysis.ts'
import type { Expr, Query } from '../ast.ts'
import type { SqlDialect } from './dialect.ts'

/** What every part of the printer needs. */
export interface Printer {
  readonly dialect: SqlDialect
  readonly facts: Facts
  /** Values of parameters, as text; the others are printed by name. */
  readonly values: ReadonlyMap<string, string>
  readonly types: ReadonlyMap<string, Type>
  /** Names, from the outermost on, of the table of a contract. */
  readonly table: (contract: string) => readonly string[]
  expr(expr: Expr): string
  query(query: Query): string
}

/** The name by which columns of a table without an alias are called. */
export const aliasText = (alias: string): string => alias.replaceAll('.', '_')

export const indented = (text: string): string => text.replaceAll(/^(?=.)/gm, '  ')
