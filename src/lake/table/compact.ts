import { DqError } from '../../kernel/errors.ts'
import type { TableKey } from '../catalog/key.ts'
import type { CommitMeta } from '../catalog/port.ts'
import type { DataFile } from '../iceberg/data-file.ts'
import { type Scan, type ScannedFile, scanTable } from '../scan/scan.ts'
import type { DataWriter, TableReader } from './ports.ts'
import { addSnapshot } from './snapshot.ts'
import { commitTable, type Lake, loadTable } from './table.ts'

export interface CompactOptions {
  /** Bytes; files below three quarters of it are small. */
  readonly target: bigint
  /** How many small files a partition has to have before it is worth it. */
  readonly least: number
}

export interface Compaction {
  readonly partitions: number
  readonly before: number
  readonly after: number
  readonly bytesBefore: bigint
  readonly bytesAfter: bigint
}

/** How often it begins again because other writers took what it had read. */
const TRIES = 5

/**
 * The rows of small files in few larger ones, by partition and about `target` bytes at a time, so memory is bounded by the target; one
 * snapshot (`replace`). Appends of others go on meanwhile; when another writer removed one of the files, or deleted rows by position, it
 * begins again with what is there then.
 */
export async function compactTable(
  lake: Lake,
  { reader, writer }: { readonly reader: TableReader; readonly writer: DataWriter },
  { branch, key, ...meta }: CommitMeta & { readonly branch: string; readonly key: TableKey },
  options: CompactOptions,
): Promise<Compaction | undefined> {
  for (let tries = 1; tries <= TRIES; tries++) {
    const { metadata } = await loadTable(lake, branch, key)
    const scan = await scanTable(lake, metadata)
    const groups = groupsOf(scan, metadata.spec.specId, options)
    if (groups.length === 0) return undefined
    const removed = groups.flat()
    const added: DataFile[] = []
    for (const files of groups) {
      const rows = await reader.source({
        ...scan,
        files: files.map((file) => ({ file, specId: metadata.spec.specId })),
      })
      const into = { schema: metadata.schema, spec: metadata.spec, folder: `${metadata.location}/data` }
      added.push(...(await writer.write(rows, into)))
    }
    const paths = new Set(removed.map(({ path }) => path))
    const deletes = new Set(scan.deletes.map(({ path }) => path))
    let isStale = false
    await commitTable(lake, branch, key, meta, async ({ metadata: now, content }) => {
      const present = await scanTable(lake, now)
      const live = new Set(present.files.map(({ file }) => file.path))
      const isOther = now.schema.schemaId !== metadata.schema.schemaId || now.spec.specId !== metadata.spec.specId
      isStale =
        isOther || [...paths].some((path) => !live.has(path)) || present.deletes.some(({ path }) => !deletes.has(path))
      if (isStale) return undefined
      return addSnapshot(lake, now, content.metadataLocation, {
        operation: 'replace',
        added,
        isRemoved: ({ path }) => paths.has(path),
      })
    })
    if (!isStale)
      return {
        partitions: new Set(removed.map(partitionText)).size,
        before: removed.length,
        after: added.length,
        bytesBefore: bytesOf(removed),
        bytesAfter: bytesOf(added),
      }
    await lake.files.remove(added.map(({ path }) => path))
  }
  throw new DqError(`other writers keep replacing files of ${key.join('.')}`, { hint: 'compact it when they are done' })
}

/** Small files of one partition, about `target` bytes a group; files of an older partitioning stay as they are. */
function groupsOf(
  { files }: Scan,
  specId: number,
  { target, least }: CompactOptions,
): readonly (readonly DataFile[])[] {
  const byPartition = new Map<string, DataFile[]>()
  const isSmall = (one: ScannedFile): boolean => one.specId === specId && one.file.bytes * 4n < target * 3n
  for (const { file } of files.filter(isSmall)) {
    const partition = partitionText(file)
    const known = byPartition.get(partition)
    if (known === undefined) byPartition.set(partition, [file])
    else known.push(file)
  }
  const groups: DataFile[][] = []
  for (const small of byPartition.values()) {
    if (small.length < least) continue
    let group: DataFile[] = []
    for (const file of small) {
      if (group.length > 0 && bytesOf(group) + file.bytes > target) {
        groups.push(group)
        group = []
      }
      group.push(file)
    }
    groups.push(group)
  }
  return groups.filter((group) => group.length > 1)
}

const bytesOf = (files: readonly DataFile[]): bigint => files.reduce((sum, { bytes }) => sum + bytes, 0n)

const partitionText = ({ partition }: DataFile): string =>
  JSON.stringify(
    [...partition].map(([id, value]) => [id, value instanceof Uint8Array ? [...value] : String(value), value === null]),
  )
