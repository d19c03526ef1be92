import type { DataFile } from '../iceberg/data-file.ts'
import type { PartitionSpec } from '../iceberg/partition-spec.ts'
import type { IcebergSchema } from '../iceberg/types.ts'
import type { Scan } from '../scan/scan.ts'

/** Where the files of tables lie; paths are URLs, as metadata has them (`file:///lake/bronze/orders/…`, `s3://…`). */
export interface TableFiles {
  /** Throws a DqError when it is not there. */
  read(url: string): Promise<Uint8Array>
  /** Durable when it resolves; refuses a name that is taken: files of a table never change. */
  write(url: string, bytes: Uint8Array): Promise<void>
  /** Takes over a file of this machine's disk, which is gone afterwards; as durable as `write`. */
  adopt(path: string, url: string): Promise<void>
  /** A path of this machine with the bytes of a file, for programs that open paths: the file itself, or a copy of it. */
  local(url: string): Promise<string>
  /** For programs that need few bytes of a file; undefined where `local` costs nothing: it lies on this machine, or was fetched before. */
  parts(url: string): Promise<FileParts | undefined>
  /** One way of writing a location: other engines write `file:/lake` for `file:///lake`. */
  canonical(url: string): string
  /** All below a folder, uploads that were never finished too, by canonical location, with bytes and the time of the last change in milliseconds. */
  list(folder: string): AsyncIterable<{ readonly url: string; readonly bytes: number; readonly modified: number }>
  remove(urls: readonly string[]): Promise<void>
}

/** A file elsewhere, by ranges. */
export interface FileParts {
  /** From `start` to before `end`. */
  bytes(start: number, end: number): Promise<Uint8Array>
  /** The path of what `make` writes of it, kept under a name as whole files are. */
  kept(name: string, make: (path: string) => Promise<void>): Promise<string>
}

/** Where rows come from: something that the writer's engine can select from, e.g. `read_json('events.jsonl')`; columns are found by name. */
export interface RowSource {
  readonly sql: string
}

/** The table that rows are written for, as it is, and the folder of its data files. */
export interface DataTarget {
  readonly schema: IcebergSchema
  readonly spec: PartitionSpec
  readonly folder: string
}

/** Writes rows as Parquet files with field ids, one or more for each partition. */
export interface DataWriter {
  write(rows: RowSource, into: DataTarget): Promise<readonly DataFile[]>
}

/** What makes names and times: given, so that the core has neither clock nor chance. */
export interface Sources {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly uuid: () => string
  /** A positive number below 2^63; smaller ones are friendlier to JavaScript readers. */
  readonly snapshotId: () => bigint
}

/** Reads the rows of scans. */
export interface TableReader {
  /** The wanted rows, with the columns of the scan's schema, as something that can be selected from, or written to a table. */
  source(scan: Scan): Promise<RowSource>
  /** Rows of a query over such sources: whole numbers beyond 2^53, decimals and times are text. */
  rows(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>
}
