import { type Deflate, readContainer, writeContainer } from '../iceberg/avro/container.ts'
import type { DataFile, ManifestEntry, ManifestFile } from '../iceberg/data-file.ts'
import { manifestContent, manifestListContent, readManifest, readManifestList } from '../iceberg/manifest.ts'
import { manifestFile } from '../iceberg/manifest-entry.ts'
import { type NewSnapshot, type TableMetadata, withSnapshot } from '../iceberg/metadata.ts'
import { type PartitionSpec, partitionStruct } from '../iceberg/partition-spec.ts'
import { columnsOf, type IcebergSchema, type StructType } from '../iceberg/types.ts'
import type { Sources, TableFiles } from './ports.ts'
import { carriedPositions } from './positions.ts'
import { summaryOf } from './summary.ts'

export interface SnapshotTools {
  readonly files: TableFiles
  readonly deflate: Deflate
  readonly sources: Sources
}

/** How the files of a table change; `added` are under the table's present partition spec. */
export interface FileChange {
  /** append: only adds; overwrite: takes away too; replace: the same rows in other files; delete: only takes away. */
  readonly operation: 'append' | 'overwrite' | 'replace' | 'delete'
  readonly added: readonly DataFile[]
  readonly isRemoved?: (file: DataFile) => boolean
  /** Joins the snapshot's summary: positions of sources, say. */
  readonly summary?: Readonly<Record<string, string>>
}

/** The files of a table's present snapshot. */
export async function liveEntries(
  tools: SnapshotTools,
  metadata: TableMetadata,
): Promise<readonly (ManifestEntry & { readonly specId: number })[]> {
  const manifests = await manifestsOf(tools, metadata)
  const entries = await Promise.all(
    manifests.map(async (manifest) =>
      (await entriesOf(tools, metadata, manifest))
        .filter(({ status }) => status !== 'deleted')
        .map((entry) => ({ ...entry, specId: manifest.specId })),
    ),
  )
  return entries.flat()
}

export async function manifestsOf(
  { files, deflate }: SnapshotTools,
  { current }: TableMetadata,
): Promise<readonly ManifestFile[]> {
  if (current === undefined) return []
  return readManifestList(readContainer(await files.read(current.manifestList), current.manifestList, deflate))
}

/** All entries of a manifest, the deleted ones too, with what they inherit. */
export async function entriesOf(
  { files, deflate }: SnapshotTools,
  metadata: TableMetadata,
  manifest: ManifestFile,
): Promise<readonly ManifestEntry[]> {
  const partition = partitionOf(metadata, manifest.specId)
  const entries = readManifest(readContainer(await files.read(manifest.path), manifest.path, deflate), partition)
  // "Sequence Number Inheritance": what a new file does not say is its manifest's.
  return entries.map((entry) => ({
    ...entry,
    snapshotId: entry.snapshotId ?? manifest.snapshotId,
    sequenceNumber: entry.sequenceNumber ?? manifest.sequenceNumber,
    fileSequenceNumber: entry.fileSequenceNumber ?? manifest.sequenceNumber,
  }))
}

/** The partition values of a spec as a struct, of columns that may be gone. */
export function partitionOf(metadata: TableMetadata, specId: number): StructType {
  const spec = metadata.specs.find((one) => one.specId === specId) ?? metadata.spec
  const types = new Map(
    metadata.schemas.flatMap((schema) => columnsOf(schema).map(({ id, type }) => [id, type] as const)),
  )
  return partitionStruct(spec, (id) => types.get(id))
}

/**
 * Writes what a new snapshot needs (table specification, "Snapshots", "Manifests") and gives the metadata that has it; nobody sees any of
 * it before the catalog points to that metadata. Manifests without a removed file stay as they are.
 */
export async function addSnapshot(
  tools: SnapshotTools,
  metadata: TableMetadata,
  metadataFile: string,
  change: FileChange,
): Promise<TableMetadata> {
  const { files, deflate, sources } = tools
  const [id, uuid, sequenceNumber] = [sources.snapshotId(), sources.uuid(), metadata.lastSequenceNumber + 1n]
  const folder = `${metadata.location}/metadata`
  const sync = syncOf(uuid)
  let count = 0
  const write = async (
    entries: readonly ManifestEntry[],
    schema: IcebergSchema,
    spec: PartitionSpec,
  ): Promise<ManifestFile> => {
    const path = `${folder}/${uuid}-m${count++}.avro`
    const bytes = writeContainer(manifestContent(entries, schema, spec), sync, deflate)
    await files.write(path, bytes)
    const of = { path, length: BigInt(bytes.length), specId: spec.specId, sequenceNumber, snapshotId: id }
    return manifestFile(entries, of, partitionOf(metadata, spec.specId))
  }

  const removed: DataFile[] = []
  const kept: ManifestFile[] = []
  for (const manifest of await manifestsOf(tools, metadata)) {
    const { isRemoved } = change
    if (isRemoved === undefined || manifest.content === 'deletes') {
      kept.push(manifest)
      continue
    }
    const entries = (await entriesOf(tools, metadata, manifest)).filter(({ status }) => status !== 'deleted')
    const gone = entries.filter(({ file }) => isRemoved(file))
    removed.push(...gone.map(({ file }) => file))
    if (gone.length === 0) kept.push(manifest)
    else {
      const rewritten = entries.map(
        (entry): ManifestEntry =>
          isRemoved(entry.file)
            ? { ...entry, status: 'deleted', snapshotId: id, file: withoutBounds(entry.file) }
            : { ...entry, status: 'existing' },
      )
      const spec = metadata.specs.find(({ specId }) => specId === manifest.specId) ?? metadata.spec
      kept.push(await write(rewritten, metadata.schema, spec))
    }
  }
  const added = change.added.map((file): ManifestEntry => ({ status: 'added', snapshotId: id, file }))
  const fresh = added.length === 0 ? [] : [await write(added, metadata.schema, metadata.spec)]

  const parentId = metadata.current?.id
  const manifestList = `${folder}/snap-${id}-1-${uuid}.avro`
  const content = manifestListContent([...fresh, ...kept], { snapshotId: id, parentId, sequenceNumber })
  await files.write(manifestList, writeContainer(content, sync, deflate))
  const counts = summaryOf(metadata, change.added, removed)
  const summary = { operation: change.operation, ...counts, ...carriedPositions(metadata), ...change.summary }
  const snapshot: NewSnapshot = { id, parentId, sequenceNumber, manifestList, summary }
  return withSnapshot(metadata, metadataFile, snapshot, sources.now())
}

/** Nobody looks for rows in a deleted file, and its least and greatest values may be those that had to go. */
const withoutBounds = (file: DataFile): DataFile => ({ ...file, lowerBounds: new Map(), upperBounds: new Map() })

/** The sync marker of a file: 16 bytes that are nobody else's. */
const syncOf = (uuid: string): Uint8Array =>
  Uint8Array.from({ length: 16 }, (_, i) => Number.parseInt(uuid.replaceAll('-', '').slice(i * 2, i * 2 + 2), 16))
