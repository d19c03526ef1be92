import { withNullable } from '../../expr/types.ts'
import type { Origin } from './origin.ts'
import type { SqlType } from './sql-type.ts'

/** What gives rows, as the queries around it see it. */
export interface Relation {
  readonly columns: readonly Column[]
  /** What decides which rows there are. */
  readonly rows: readonly Origin[]
  /** Some of it could not be read, so that nothing can be said of its columns. */
  readonly isBroken?: boolean
}

export interface Column {
  /** Empty for an expression without a name. */
  readonly name: string
  readonly type: SqlType
  readonly origins: readonly Origin[]
}

/** A relation in FROM, by the name that its columns are called with. */
export interface Source {
  readonly alias: string
  readonly relation: Relation
}

/** A column of FROM where several tables give it one name by USING. */
export interface Merged {
  readonly name: string
  readonly sources: readonly { readonly alias: string; readonly column: Column }[]
  readonly type: SqlType
}

/** The tables of one SELECT, those of the query around it, and what WITH has named. */
export interface Scope {
  readonly sources: readonly Source[]
  readonly merged: readonly Merged[]
  readonly parent?: Scope
  readonly ctes: ReadonlyMap<string, Relation>
}

/** The relation on the outer side of a join: its rows may be missing. */
export const nullable = (relation: Relation): Relation => ({
  ...relation,
  columns: relation.columns.map((column) => ({ ...column, type: nullableType(column.type) })),
})

export const nullableType = (type: SqlType): SqlType => (type.kind === 'null' ? type : withNullable(type, true))

export const NO_ROWS: Relation = { columns: [], rows: [] }
