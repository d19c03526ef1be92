import type { DataFile } from '../../lake/iceberg/data-file.ts'
import type { DataTarget, DataWriter } from '../../lake/table/ports.ts'
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

/** Rows on their way into a table, as lines of JSON: memory does not grow with them. */
export interface Stage {
  readonly rows: number
  readonly bytes: number
  /** Where the rows will go, before the first of them: they may be written there while more are added. */
  begin(into: DataTarget): void
  add(line: string): void
  /** Resolves when more may be added; to be asked now and then. Rejects when they cannot be written. */
  room(): Promise<void>
  /** False: the rows are on their way elsewhere, and must be taken again. */
  isFor(into: DataTarget): boolean
  /** All rows as data files; nothing may be added until `clear`. */
  files(into: DataTarget): Promise<readonly DataFile[]>
  /** Forgets the rows, and removes the files that nobody asked for. */
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
