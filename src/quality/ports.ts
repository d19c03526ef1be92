import type { Row, TableColumn } from './expectation.ts'
import type { Dialect } from './sql/dialect.ts'

/** A table that SQL can be asked about, wherever it lies. */
export interface QualityEngine {
  /** As results call it, e.g. `duckdb 1.5.6`. */
  readonly name: string
  readonly dialect: Dialect
  /** The table as SQL names it. */
  readonly table: string
  readonly columns: readonly TableColumn[]
  /** Other tables, as SQL names them, by the names of their contracts. */
  readonly others: ReadonlyMap<string, string>
  /** Rejects with a DqError when the engine refuses the query. `seconds` is wall time. */
  query(sql: string): Promise<{ readonly rows: readonly Row[]; readonly seconds: number }>
  /** The rows of a query, in chunks: not all of them are in memory at once. */
  rows(sql: string): AsyncIterable<readonly Row[]>
  close(): Promise<void>
}
