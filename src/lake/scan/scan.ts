import { DqError } from '../../kernel/errors.ts'
import type { DataFile } from '../iceberg/data-file.ts'
import type { Snapshot, TableMetadata } from '../iceberg/metadata.ts'
import type { PartitionSpec } from '../iceberg/partition-spec.ts'
import type { IcebergSchema } from '../iceberg/types.ts'
import { entriesOf, manifestsOf, partitionOf, type SnapshotTools } from '../table/snapshot.ts'
import { type BoundColumn, type BoundFilter, bindFilter } from './bind.ts'
import { fileEvidence, manifestEvidence } from './evidence.ts'
import type { Filter } from './filter.ts'
import { mayMatch } from './may-match.ts'

/** What has to be read for the rows of a table that a filter wants; the filter itself is still to be asked of every row. */
export interface Scan {
  readonly schema: IcebergSchema
  /** All schemas that files may have been written by. */
  readonly schemas: readonly IcebergSchema[]
  readonly filter: BoundFilter | undefined
  /** Rows for which it is true are left out: those for which it is unknown are not. */
  readonly except?: BoundFilter | undefined
  /** So many rows are enough, no matter which. */
  readonly limit?: number
  readonly files: readonly ScannedFile[]
  /** Rows of `files` that another engine deleted by position. */
  readonly deletes: readonly DataFile[]
  /** Of the whole snapshot. */
  readonly all: { readonly files: number; readonly manifests: number }
  readonly manifestsRead: number
}

export interface ScannedFile {
  readonly file: DataFile
  readonly specId: number
}

/**
 * The files of the present snapshot that a filter cannot rule out, by the partitions of manifests, and by partitions and bounds of files.
 * Throws a DqError for what cannot be read right: deletes by value, other formats than Parquet.
 */
export async function scanTable(tools: SnapshotTools, metadata: TableMetadata, filter?: Filter): Promise<Scan> {
  const { schema, schemas } = metadata
  const bound = filter && bindFilter(filter, schema.fields)
  const columns = new Map(bound === undefined ? [] : columnsIn(bound).map((column) => [column.id, column]))
  const manifests = await manifestsOf(tools, metadata)
  const files: ScannedFile[] = []
  const deletes: DataFile[] = []
  let [all, manifestsRead] = [0, 0]
  for (const manifest of manifests) {
    const { content, specId } = manifest
    if (content === 'data') all += manifest.addedFiles + manifest.existingFiles
    const spec = specNamed(metadata, specId)
    const values = partitionOf(metadata, specId)
    if (content === 'data' && bound !== undefined && !mayMatch(bound, manifestEvidence(manifest, spec, values)))
      continue
    manifestsRead++
    for (const { status, file } of await entriesOf(tools, metadata, manifest)) {
      if (status === 'deleted') continue
      readable(file)
      if (file.content === 'position-deletes') deletes.push(file)
      else if (bound === undefined || mayMatch(bound, fileEvidence(file, spec, columns))) files.push({ file, specId })
    }
  }
  return {
    schema,
    schemas,
    filter: bound,
    files,
    deletes,
    all: { files: all, manifests: manifests.length },
    manifestsRead,
  }
}

const specNamed = ({ specs, spec }: TableMetadata, id: number): PartitionSpec =>
  specs.find(({ specId }) => specId === id) ?? spec

function readable({ content, format, path }: DataFile): void {
  if (content === 'equality-deletes')
    throw new DqError(`rows of this table are deleted by value (${path}): dq does not read such tables`, {
      hint: 'compact it with the engine that writes it: in Spark, CALL system.rewrite_data_files(…)',
    })
  if (format.toUpperCase() !== 'PARQUET')
    throw new DqError(`${path} is ${format}: dq reads tables of Parquet`, {
      hint: "other engines write Parquet with the table's property write.format.default=parquet",
    })
}

export const columnsIn = (filter: BoundFilter): readonly BoundColumn[] =>
  'parts' in filter ? filter.parts.flatMap(columnsIn) : [filter.column]

/** The same rows with no more columns than it takes to find them: of a file elsewhere the others are not fetched. */
export function forCounting(scan: Scan): Scan {
  const { schema, filter, except } = scan
  const filters = [filter, except].flatMap((one) => (one === undefined ? [] : columnsIn(one)))
  const names = new Set(filters.map(({ path }) => path[0]))
  const fields = schema.fields.filter(({ name }) => names.has(name))
  return { ...scan, schema: { ...schema, fields: fields.length === 0 ? schema.fields.slice(0, 1) : fields } }
}

/** The table as it was at one of its snapshots, with the columns of that time. */
export function atSnapshot(metadata: TableMetadata, id: bigint): TableMetadata {
  const current = metadata.snapshots.find((snapshot) => snapshot.id === id)
  if (current !== undefined) return { ...metadata, current, schema: schemaAt(metadata, current) }
  throw new DqError(`the table has no snapshot ${id}`, { hint: 'dq table history shows those that it has' })
}

const schemaAt = ({ schemas, schema }: TableMetadata, { schemaId }: Snapshot): IcebergSchema =>
  schemas.find((one) => one.schemaId === schemaId) ?? schema
