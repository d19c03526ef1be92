import type { Value } from './single-value.ts'

/** A file of rows or of deletes, as a manifest has it (table specification, "Data File Fields"). Maps are by column id. */
export interface DataFile {
  readonly content: 'data' | 'position-deletes' | 'equality-deletes'
  readonly path: string
  /** PARQUET, AVRO or ORC. */
  readonly format: string
  /** By partition field id. */
  readonly partition: ReadonlyMap<number, Value | null>
  readonly records: bigint
  readonly bytes: bigint
  readonly columnSizes?: ReadonlyMap<number, bigint>
  readonly valueCounts?: ReadonlyMap<number, bigint>
  readonly nullCounts?: ReadonlyMap<number, bigint>
  readonly nanCounts?: ReadonlyMap<number, bigint>
  readonly lowerBounds?: ReadonlyMap<number, Uint8Array>
  readonly upperBounds?: ReadonlyMap<number, Uint8Array>
  readonly keyMetadata?: Uint8Array
  readonly splitOffsets?: readonly bigint[]
  readonly equalityIds?: readonly number[]
  readonly sortOrderId?: number
}

/** Without snapshot and sequence numbers an added file has those of its manifest ("Sequence Number Inheritance"). */
export interface ManifestEntry {
  readonly status: 'existing' | 'added' | 'deleted'
  readonly snapshotId?: bigint
  readonly sequenceNumber?: bigint
  readonly fileSequenceNumber?: bigint
  readonly file: DataFile
}

/** One line of a manifest list (table specification, "Manifest Lists"). */
export interface ManifestFile {
  readonly path: string
  readonly length: bigint
  readonly specId: number
  readonly content: 'data' | 'deletes'
  readonly sequenceNumber: bigint
  readonly minSequenceNumber: bigint
  readonly snapshotId: bigint
  readonly addedFiles: number
  readonly existingFiles: number
  readonly deletedFiles: number
  readonly addedRows: bigint
  readonly existingRows: bigint
  readonly deletedRows: bigint
  /** By place in the spec. */
  readonly partitions?: readonly PartitionSummary[]
  readonly keyMetadata?: Uint8Array
}

export interface PartitionSummary {
  readonly containsNull: boolean
  readonly containsNan?: boolean
  readonly lower?: Uint8Array
  readonly upper?: Uint8Array
}
