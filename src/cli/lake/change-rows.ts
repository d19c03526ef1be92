import { DqError } from '../../kernel/errors.ts'
import { parseKey } from '../../lake/catalog/key.ts'
import { sizeOf } from '../../lake/diff/branch-diff.ts'
import { parseFilter } from '../../lake/scan/filter.ts'
import { type Deletion, deleteRows } from '../../lake/table/delete-rows.ts'
import { rollBack } from '../../lake/table/rollback.ts'
import { commitTable } from '../../lake/table/table.ts'
import type { Settings } from '../config.ts'
import { openLake } from '../wiring/lake.ts'
import { openTableEngine } from '../wiring/table-engine.ts'
import { author } from './author.ts'

/** Deletes the rows of a branch's table that a filter wants, or counts them. */
export async function deleteWhere(
  settings: Settings,
  name: string,
  flags: { readonly branch: string; readonly where: string; readonly 'dry-run': boolean },
): Promise<Deletion> {
  const filter = parseFilter(flags.where)
  const lake = await openLake(settings)
  const engine = await openTableEngine(settings)
  try {
    // The filter may hold what is personal: the log of the branch does not repeat it.
    const to = {
      branch: flags.branch,
      key: parseKey(name),
      author: await author(settings),
      message: `Delete rows of ${name}`,
    }
    return await deleteRows(lake, engine, to, filter, { dryRun: flags['dry-run'] })
  } finally {
    engine.close()
  }
}

/** An id as people copy it, any 64-bit number; or the snapshot before the present one. */
export function snapshotId(text: string): bigint | 'previous' {
  if (text === 'previous') return text
  if (/^\d{1,19}$/.test(text)) return BigInt(text)
  throw new DqError(`"${text}" is no id of a snapshot`, { hint: 'a number, as dq table history shows it, or previous' })
}

export interface RolledBack {
  readonly rowsBefore: bigint | undefined
  readonly rowsAfter: bigint | undefined
  /** Now. */
  readonly snapshot: bigint | undefined
  readonly isSame: boolean
}

/** Makes an earlier snapshot the present one. */
export async function rollBackTable(
  settings: Settings,
  name: string,
  flags: { readonly branch: string; readonly to: bigint | 'previous' },
): Promise<RolledBack> {
  const lake = await openLake(settings)
  let before: bigint | undefined
  let isSame = true
  const meta = { author: await author(settings), message: `Roll ${name} back to snapshot ${flags.to}` }
  const { metadata } = await commitTable(lake, flags.branch, parseKey(name), meta, async (table) => {
    before = sizeOf(table.metadata).rows
    const back = rollBack(table.metadata, table.content.metadataLocation, flags.to, Date.now())
    isSame = back === undefined
    return back
  })
  return { rowsBefore: before, rowsAfter: sizeOf(metadata).rows, snapshot: metadata.current?.id, isSame }
}
