import { DqError } from '../../kernel/errors.ts'
import { sha256 } from '../../kernel/sha256.ts'
import { parseKey } from '../../lake/catalog/key.ts'
import type { TableMetadata } from '../../lake/iceberg/metadata.ts'
import type { Comparison, Filter } from '../../lake/scan/filter.ts'
import { type Scan, scanTable } from '../../lake/scan/scan.ts'
import { type Lake, loadTable } from '../../lake/table/table.ts'
import type { BatchJob } from './batch-job.ts'
import type { DateWindow } from './date-window.ts'
import { addDays, type Day } from './days.ts'
import type { ReadInput } from './record.ts'

/** One table that a run reads, at the commit of the run. */
export interface InputTable {
  readonly name: string
  readonly metadata: TableMetadata
  readonly window: DateWindow | undefined
}

/** The tables of a job at one commit of a branch. Throws a DqError that names one that is not there. */
export const inputTables = (
  lake: Lake,
  { branch, hash }: { readonly branch: string; readonly hash: string },
  { inputs }: BatchJob,
): Promise<readonly InputTable[]> =>
  Promise.all(
    [...inputs].map(async ([name, window]) => ({
      name,
      window,
      metadata: (await loadTable(lake, hash, parseKey(name), branch)).metadata,
    })),
  )

/** The files of an input that a run for a date cannot rule out. */
export async function scanFor(
  lake: Lake,
  { metadata, window, name }: InputTable,
  date: Day | undefined,
): Promise<Scan> {
  const filter = date === undefined || window === undefined ? undefined : windowFilter(window, date)
  try {
    return await scanTable(lake, metadata, filter)
  } catch (cause) {
    if (!(cause instanceof DqError)) throw cause
    const { hint } = cause
    throw new DqError(`${name}: ${cause.message}`, { cause, ...(hint !== undefined && { hint }) })
  }
}

/** What a scan reads, as the output's snapshot keeps it. */
export function readInput({ metadata }: Pick<InputTable, 'metadata'>, { files, deletes }: Scan): ReadInput {
  const paths = [...files.map(({ file }) => file.path), ...deletes.map(({ path }) => path)].sort()
  const snapshot = metadata.current === undefined ? undefined : String(metadata.current.id)
  return { ...(snapshot !== undefined && { snapshot }), files: sha256(paths.join('\n')).slice(0, 32) }
}

function windowFilter({ column, from, to }: DateWindow, date: Day): Filter | undefined {
  const parts = [
    ...(from === undefined ? [] : [compared(column, '>=', addDays(date, from))]),
    ...(to === undefined ? [] : [compared(column, '<=', addDays(date, to))]),
  ]
  return parts.length === 0 ? undefined : { kind: 'and', parts }
}

/** A condition on a column of days. */
export const compared = (column: string, comparison: Comparison, day: Day): Filter => ({
  kind: 'compare',
  column,
  comparison,
  values: [{ kind: 'text', text: day }],
})
