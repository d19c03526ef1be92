import { DqError } from '../../kernel/errors.ts'
import { keyText, parseKey } from '../../lake/catalog/key.ts'
import { sizeOf, type TableSize } from '../../lake/diff/branch-diff.ts'
import type { Snapshot, TableMetadata } from '../../lake/iceberg/metadata.ts'
import { type LoadedTable, loadTable } from '../../lake/table/table.ts'
import type { Settings } from '../config.ts'
import { openLake } from '../wiring/lake.ts'

export interface TableRow extends TableSize {
  readonly table: string
  /** Of the present snapshot, milliseconds; undefined for an empty table. */
  readonly changed: number | undefined
  /** Why nothing more is known of it: another engine took it to a format that dq does not have, say. */
  readonly unreadable?: string
}

/** The tables of a branch, tag or hash, by name. */
export async function listTables(settings: Settings, at: string): Promise<readonly TableRow[]> {
  const lake = await openLake(settings)
  const entries = (await lake.catalog.entries(at)).filter(({ content }) => content.kind === 'table')
  return Promise.all(
    entries.map(async ({ key }) => {
      const table = keyText(key)
      const unknown = { rows: undefined, files: undefined, bytes: undefined, changed: undefined }
      return loadTable(lake, at, key).then(
        ({ metadata }) => ({ table, ...sizeOf(metadata), changed: metadata.current?.time }),
        (error: unknown) => {
          if (error instanceof DqError) return { table, ...unknown, unreadable: error.message }
          throw error
        },
      )
    }),
  )
}

export async function showTable(settings: Settings, at: string, name: string): Promise<LoadedTable> {
  return loadTable(await openLake(settings), at, parseKey(name))
}

/** The snapshots that led to the present one, newest first: what was rolled back is not among them. */
export function historyOf({ current, snapshots }: Pick<TableMetadata, 'current' | 'snapshots'>): readonly Snapshot[] {
  const byId = new Map(snapshots.map((snapshot) => [snapshot.id, snapshot]))
  const history: Snapshot[] = []
  for (let one = current; one !== undefined; one = one.parentId === undefined ? undefined : byId.get(one.parentId))
    history.push(one)
  return history
}
