import type { Contract } from '../../contracts/model.ts'
import type { IcebergSchema } from '../../lake/iceberg/types.ts'
import type { RowSource } from '../../lake/table/ports.ts'
import type { Day } from './days.ts'

/** Runs the query of a batch job over rows of tables, and keeps its result until somebody has looked at it. */
export interface BatchSession {
  /** From now on queries read these rows as the table of that name. */
  see(table: string, rows: RowSource, schema: IcebergSchema): Promise<void>
  /** Runs a query, in place of the one before. Throws a DqError when the engine refuses it, without values. */
  hold(query: string): Promise<HeldRows>
}

/** The result of a query, in the engine. */
export interface HeldRows {
  readonly rows: RowSource
  readonly count: bigint
  /** What keeps them from being rows of the contract's table for a day. */
  faults(contract: Contract, wish: OutputWish): Promise<readonly OutputFault[]>
  /** Whether these are the same rows, however often each is there. */
  equal(rows: RowSource): Promise<boolean>
}

export interface OutputWish {
  /** Columns that tell rows apart; none when the contract names none. */
  readonly key: readonly string[]
  /** The day that every row must be of; undefined for a job without a date. */
  readonly day?: { readonly column: string; readonly day: Day } | undefined
  /** Rows that stay in the table beside these, whose keys must be others; undefined when they cannot meet. */
  readonly beside?: RowSource | undefined
}

/** Something that is wrong with some rows. */
export interface OutputFault {
  readonly kind: 'column' | 'day' | 'key' | 'key-beside'
  /** Of the contract; undefined when it is about a key. */
  readonly field?: string | undefined
  /** `is null`, `is above 100`. */
  readonly words: string
  readonly count: bigint
  /** At most three, by the columns of the key; values are not masked. */
  readonly examples: readonly Readonly<Record<string, unknown>>[]
}
