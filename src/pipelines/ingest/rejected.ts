import type { Type } from '../../kernel/value-type.ts'

/**
 * Why no row was made of a record. drift: its schema, or a column of it, is not what the contract knows; truncate: the table was emptied,
 * which no row says; unavailable: the database did not send a value; these are kept until somebody has decided, and are good then.
 * The rest is as in every dead letter.
 */
export type RejectReason =
  | 'drift'
  | 'truncate'
  | 'unavailable'
  | 'unreadable'
  | 'schema'
  | 'constraint'
  | 'key'
  | 'output'

/** The records that are good in themselves: the contract, the database or the table has to change. */
const QUARANTINED: ReadonlySet<RejectReason> = new Set(['drift', 'truncate', 'unavailable'])

export const isQuarantined = (reason: RejectReason): boolean => QUARANTINED.has(reason)

/** A row of the table of rejected records, in the representation of its types. */
export interface RejectedRow {
  readonly event_date: number
  readonly kafka_topic: string
  readonly kafka_partition: number
  readonly kafka_offset: number
  readonly kafka_timestamp: number
  readonly record_key: string | null
  /** The record's own bytes. */
  readonly record: Uint8Array
  readonly table_name: string
  readonly reason: RejectReason
  /** JSON pointer inside the record; empty for the whole. */
  readonly path: string
  readonly message: string
}

const type = (kind: 'string' | 'int' | 'int53' | 'date' | 'timestamp' | 'bytes', nullable = false): Type => ({
  kind,
  nullable,
})

/** What the contract of such a table must look like. */
export const REJECTED_TYPES: Readonly<Record<keyof RejectedRow, Type>> = {
  event_date: type('date'),
  kafka_topic: type('string'),
  kafka_partition: type('int'),
  kafka_offset: type('int53'),
  kafka_timestamp: type('timestamp'),
  record_key: type('string', true),
  record: type('bytes'),
  table_name: type('string'),
  reason: type('string'),
  path: type('string'),
  message: type('string'),
}
