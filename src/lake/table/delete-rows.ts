import type { TableKey } from '../catalog/key.ts'
import type { CommitMeta } from '../catalog/port.ts'
import type { DataFile } from '../iceberg/data-file.ts'
import type { TableMetadata } from '../iceberg/metadata.ts'
import type { Filter } from '../scan/filter.ts'
import { forCounting, type Scan, type ScannedFile, scanTable } from '../scan/scan.ts'
import type { DataWriter, RowSource, TableReader } from './ports.ts'
import { addSnapshot } from './snapshot.ts'
import { commitTable, type Lake, type LoadedTable, loadTable } from './table.ts'

/** What a deletion did, or would do. */
export interface Deletion {
  /** Rows that the filter wants. */
  readonly rows: bigint
  /** Files written again without them. */
  readonly rewritten: number
  /** Files of which no row is left. */
  readonly removed: number
  /** Of the whole snapshot. */
  readonly all: number
}

interface Engine {
  readonly reader: TableReader
  readonly writer: DataWriter
}

/** A file that has wanted rows, and what takes its place. */
interface Cut {
  readonly file: DataFile
  readonly rows: bigint
  readonly rest: readonly DataFile[]
}

export interface DeleteOptions {
  /** Only counts. */
  readonly dryRun: boolean
  /** What takes the place of wanted rows, out of these; nothing by default. It must not match the filter itself. */
  readonly instead?: ((wanted: RowSource) => RowSource) | undefined
}

/**
 * Deletes the rows for which a filter is true, by writing the files that have them again without them (copy-on-write): one snapshot, or none
 * when there is no such row. Rows that others append meanwhile are looked at too: when it resolves, no row of the branch matched at the
 * moment of the commit. Older snapshots and other branches still have the rows until they expire and garbage is collected.
 */
export async function deleteRows(
  lake: Lake,
  engine: Engine,
  { branch, key, ...meta }: CommitMeta & { readonly branch: string; readonly key: TableKey },
  filter: Filter,
  { dryRun, instead }: DeleteOptions,
): Promise<Deletion> {
  // At once: a dry run says the same, and no file is written for nothing.
  await lake.catalog.mayWrite?.(branch)
  if (dryRun) return countRows(lake, engine, { branch, key }, filter)
  /** By what a cut depends on; undefined: the file has no wanted row. Files never change, so a retry looks only at new ones. */
  const known = new Map<string, Cut | undefined>()
  let used: readonly Cut[] = []
  let all = 0
  const cutsOf = async (metadata: TableMetadata): Promise<readonly Cut[]> => {
    const scan = await scanTable(lake, metadata, filter)
    all = scan.all.files
    const cuts: Cut[] = []
    for (const one of scan.files) {
      const id = stateOf(one, scan, metadata)
      if (!known.has(id)) known.set(id, await cutOf(engine, scan, one, metadata, instead))
      const cut = known.get(id)
      if (cut !== undefined) cuts.push(cut)
    }
    used = cuts
    return cuts
  }
  await commitTable(lake, branch, key, meta, async ({ metadata, content }: LoadedTable) => {
    const cuts = await cutsOf(metadata)
    if (cuts.length === 0) return undefined
    const gone = new Set(cuts.map(({ file }) => file.path))
    const added = cuts.flatMap(({ rest }) => rest)
    return addSnapshot(lake, metadata, content.metadataLocation, {
      operation: added.length === 0 ? 'delete' : 'overwrite',
      added,
      isRemoved: ({ path }) => gone.has(path),
    })
  })
  // What another writer took first was written for nothing.
  const vain = [...known.values()].filter((cut) => cut !== undefined && !used.includes(cut))
  await lake.files.remove(vain.flatMap((cut) => cut?.rest.map(({ path }) => path) ?? []))
  return deletionOf(used, all)
}

/** What a deletion would do; of a protected branch too, as nothing is written. */
export async function countRows(
  lake: Lake,
  engine: Engine,
  { branch, key }: { readonly branch: string; readonly key: TableKey },
  filter: Filter,
): Promise<Deletion> {
  const scan = await scanTable(lake, (await loadTable(lake, branch, key)).metadata, filter)
  const cuts: Cut[] = []
  for (const one of scan.files) {
    const cut = await cutOf(engine, scan, one, undefined, undefined)
    if (cut !== undefined) cuts.push(cut)
  }
  return deletionOf(cuts, scan.all.files)
}

function deletionOf(cuts: readonly Cut[], all: number): Deletion {
  const removed = cuts.filter(isWhole).length
  return { rows: cuts.reduce((sum, { rows }) => sum + rows, 0n), rewritten: cuts.length - removed, removed, all }
}

const isWhole = ({ file, rows, rest }: Cut): boolean => rest.length === 0 && rows === file.records

/** Another schema, partitioning or delete by position asks for other files. */
const stateOf = ({ file }: ScannedFile, { deletes }: Scan, { schema, spec }: TableMetadata): string =>
  [schema.schemaId, spec.specId, file.path, ...deletes.map(({ path }) => path)].join(' ')

/** Without metadata nothing is written: only counted. */
async function cutOf(
  { reader, writer }: Engine,
  scan: Scan,
  one: ScannedFile,
  metadata: TableMetadata | undefined,
  instead: DeleteOptions['instead'],
): Promise<Cut | undefined> {
  const { file } = one
  const count = async (of: Scan): Promise<bigint> => {
    const { sql } = await reader.source(forCounting({ ...of, files: [one] }))
    const [row] = await reader.rows(`SELECT count(*) AS n FROM (${sql})`)
    return BigInt(String(row?.n))
  }
  const rows = await count(scan)
  if (rows === 0n) return undefined
  const live = scan.deletes.length === 0 ? file.records : await count({ ...scan, filter: undefined })
  const cut = { file: { ...file, records: live }, rows }
  if (metadata === undefined || (rows === live && instead === undefined)) return { ...cut, rest: [] }
  const others = await reader.source({ ...scan, files: [one], filter: undefined, except: scan.filter })
  const changed = instead?.(await reader.source({ ...scan, files: [one] }))
  const all = changed === undefined ? others : { sql: `${others.sql} UNION ALL ${changed.sql}` }
  const into = { schema: metadata.schema, spec: metadata.spec, folder: `${metadata.location}/data` }
  return { ...cut, rest: await writer.write(all, into) }
}
