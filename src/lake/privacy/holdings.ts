import type { SubjectOf } from '../../contracts/privacy/subject.ts'
import { keyText, type TableKey } from '../catalog/key.ts'
import type { Reference } from '../catalog/port.ts'
import { parseMetadata, type TableMetadata } from '../iceberg/metadata.ts'
import type { Filter } from '../scan/filter.ts'
import { atSnapshot, forCounting, scanTable } from '../scan/scan.ts'
import type { TableReader } from '../table/ports.ts'
import type { Lake } from '../table/table.ts'
import { subjectFilter } from './match.ts'

/** One state of a table, and every branch and tag that is there now. */
export interface TableState {
  readonly key: TableKey
  readonly references: readonly Reference[]
  readonly metadataLocation: string
  readonly metadata: TableMetadata
}

/** What a state holds of a subject. */
export interface Holding extends TableState {
  /** Rows that a reader of it gets; their filter. */
  readonly rows: bigint
  readonly files: number
  readonly filter: Filter | undefined
  /** Older snapshots in its metadata that still have such rows. */
  readonly older: readonly bigint[]
}

/** The names of the tables that are on any branch or tag now. */
export async function tablesThere({ catalog }: Pick<Lake, 'catalog'>): Promise<readonly string[]> {
  const names = new Set<string>()
  for (const { hash } of await catalog.references())
    for (const { key, content } of await catalog.entries(hash)) if (content.kind === 'table') names.add(keyText(key))
  return [...names].sort()
}

/** The states of the tables that branches and tags are at now, each once. */
export async function statesOf(lake: Lake, isWanted: (table: string) => boolean): Promise<readonly TableState[]> {
  const found = new Map<string, { key: TableKey; references: Reference[]; metadataLocation: string }>()
  for (const reference of await lake.catalog.references()) {
    for (const { key, content } of await lake.catalog.entries(reference.hash)) {
      if (content.kind !== 'table' || !isWanted(keyText(key))) continue
      const { metadataLocation } = content
      const known = found.get(metadataLocation)
      if (known === undefined) found.set(metadataLocation, { key, references: [reference], metadataLocation })
      else known.references.push(reference)
    }
  }
  return Promise.all(
    [...found.values()].map(async (one) => {
      const text = new TextDecoder().decode(await lake.files.read(one.metadataLocation))
      return { ...one, metadata: parseMetadata(text, one.metadataLocation) }
    }),
  )
}

/** Counts by file, so that what many snapshots share is looked at once. */
export function holdingsBy(lake: Lake, reader: TableReader, subject: SubjectOf, ids: readonly string[]) {
  const known = new Map<string, bigint>()
  const countIn = async (metadata: TableMetadata): Promise<{ rows: bigint; files: number; filter?: Filter }> => {
    const filter = metadata.current && (await subjectFilter(lake, reader, metadata, subject, ids))
    if (filter === undefined) return { rows: 0n, files: 0 }
    const scan = await scanTable(lake, metadata, filter)
    const removed = scan.deletes.map(({ path }) => path).join(' ')
    let [rows, files] = [0n, 0]
    for (const one of scan.files) {
      const id = `${metadata.schema.schemaId} ${one.file.path} ${removed}`
      let count = known.get(id)
      if (count === undefined) {
        const { sql } = await reader.source(forCounting({ ...scan, files: [one] }))
        const [row] = await reader.rows(`SELECT count(*) AS n FROM (${sql})`)
        count = BigInt(String(row?.n ?? 0))
        known.set(id, count)
      }
      rows += count
      if (count > 0n) files++
    }
    return { rows, files, filter }
  }
  return async (state: TableState): Promise<Holding> => {
    const { metadata } = state
    const now = await countIn(metadata)
    const older: bigint[] = []
    for (const { id } of metadata.snapshots) {
      if (id === metadata.current?.id) continue
      if ((await countIn(atSnapshot(metadata, id))).rows > 0n) older.push(id)
    }
    return { ...state, rows: now.rows, files: now.files, filter: now.filter, older }
  }
}
