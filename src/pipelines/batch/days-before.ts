import { DqError } from '../../kernel/errors.ts'
import { scanTable } from '../../lake/scan/scan.ts'
import type { Lake } from '../../lake/table/table.ts'
import type { BatchJob } from './batch-job.ts'
import { addDays, type Day } from './days.ts'
import { compared, type InputTable } from './inputs.ts'
import { recordedRuns } from './record.ts'

/**
 * Refuses a date whose inputs are made by batch jobs that have not made the day yet: the result would lack rows, and say nothing of it.
 * A job that goes on from its own day before may begin where no row is older.
 */
export async function requireDaysBefore(
  lake: Lake,
  job: BatchJob,
  inputs: readonly InputTable[],
  { date, branch }: { readonly date: Day; readonly branch: string },
): Promise<void> {
  for (const { name, metadata, window } of inputs) {
    if (window?.to === undefined) continue
    const day = addDays(date, window.to)
    const runs = recordedRuns(metadata)
    if (runs.has(day) || (await hasRows(lake, metadata, window.column, '=', day))) continue
    if (name === job.output.contract.name) {
      const first = await firstGap(lake, job, inputs, day)
      if (first === undefined) continue
      throw new DqError(`${job.name} for ${date} goes on from ${day}, which was never made`, {
        hint: `dq run ${job.name} --branch ${branch} --backfill ${first}..${date}`,
      })
    }
    const maker = [...runs.values()][0]?.job
    if (maker === undefined) continue
    throw new DqError(`${name} has no ${day} yet, which ${job.name} for ${date} reads`, {
      hint: `dq run ${maker} --branch ${branch} --date ${day}`,
    })
  }
}

const hasRows = async (
  lake: Lake,
  metadata: InputTable['metadata'],
  column: string,
  comparison: '=' | '<=',
  day: Day,
): Promise<boolean> => (await scanTable(lake, metadata, compared(column, comparison, day))).files.length > 0

/** The day that a backfill has to begin with: after the last one made, or the first with rows; undefined when nothing is older. */
async function firstGap(
  lake: Lake,
  { output }: BatchJob,
  inputs: readonly InputTable[],
  day: Day,
): Promise<Day | undefined> {
  const own = inputs.find(({ name }) => name === output.contract.name)
  const made = own === undefined ? [] : [...recordedRuns(own.metadata).keys()].filter((one) => one !== '' && one < day)
  const last = made.sort().at(-1)
  if (last !== undefined) return addDays(last, 1)
  for (const { name, metadata, window } of inputs) {
    if (name === output.contract.name || window?.from === undefined) continue
    if (await hasRows(lake, metadata, window.column, '<=', day)) return day
  }
  return undefined
}
