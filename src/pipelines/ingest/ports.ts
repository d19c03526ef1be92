import type { IcebergSchema } from '../../lake/iceberg/types.ts'
import type { DataWriter, RowSource } from '../../lake/table/ports.ts'
import type { Lake } from '../../lake/table/table.ts'
import type { SourceEvent, UnreadableEvent } from '../ports.ts'
import type { Positions } from './positions.ts'

export type IngestEvent = SourceEvent | UnreadableEvent

/** Records of one topic, of each partition in order. */
export interface IngestSource {
  /** What the table has already is given only to be compared with it, and is not counted. */
  readonly onlyNew?: boolean
  /** What lies before these positions may be left out; `last` of a partition should be among what is given, so that it can be compared. */
  read(from: Positions): AsyncIterable<readonly IngestEvent[]>
  /** The record's own bytes. */
  rawValue(event: IngestEvent): Uint8Array
  close(): Promise<void>
}

/** Rows on their way, as lines of JSON beside the table: memory does not grow with them. */
export interface Stage {
  readonly rows: number
  readonly bytes: number
  add(line: string): void
  /** All lines as rows of a table; nothing may be added until `clear`. */
  source(schema: IcebergSchema): Promise<RowSource>
  clear(): Promise<void>
  close(): Promise<void>
}

export interface IngestTools {
  readonly lake: Lake
  readonly writer: DataWriter
  stage(name: string): Stage
  /** A few letters that tell records apart. */
  digest(bytes: Uint8Array): string
  /** Milliseconds since the epoch: when to commit, nothing else. */
  now(): number
}
