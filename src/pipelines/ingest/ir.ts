/** A job that keeps the records of topics as rows of tables, one by one, as plain data. */
export interface IngestIr {
  readonly irVersion: 1
  readonly kind: 'ingest'
  readonly name: string
  readonly description?: string
  /** Contract of a topic → what becomes of its records. */
  readonly routes: { readonly [topic: string]: Route }
  /** Contract of the table for records that no row could be made of. */
  readonly rejected: string
}

export interface Route {
  /** Contract of the table. */
  readonly to: string
  /** change: change events of Debezium, with `before`, `after`, `op` and `source`; record: the record is the row. */
  readonly from: 'change' | 'record'
  readonly columns: { readonly [column: string]: ColumnSource }
}

/** Where the value of a column comes from. */
export type ColumnSource =
  /** A column of the changed row (as it is after the change, or was before a delete), or a field of the record. */
  | { readonly kind: 'field'; readonly name: string }
  /** Of a change event: its operation; when the database made the change. */
  | { readonly kind: 'op' | 'changed-at' }
  /** Where the record stood. */
  | { readonly kind: 'topic' | 'partition' | 'offset' | 'timestamp' }
  /** The day of a timestamp, in UTC. */
  | { readonly kind: 'day'; readonly of: ColumnSource }
  /** A timestamp that stands as text with a zone. */
  | { readonly kind: 'instant'; readonly of: ColumnSource }
  /** The first that is not null. */
  | { readonly kind: 'first'; readonly of: readonly ColumnSource[] }

/** What a module exports by default: the job as data, as of every job. */
export interface IngestDeclaration {
  readonly ir: IngestIr
}
