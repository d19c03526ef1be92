import { DqError } from '../../kernel/errors.ts'
import type { Settings } from '../config.ts'
import { progressLine } from '../progress.ts'
import { batchData, batchText } from '../report/batch.ts'
import { ownSqlJobs } from '../sql/own-sql-jobs.ts'
import { type BatchFlagValues, batchFlags } from './flags.ts'
import { isBad, runBatch } from './run-batch.ts'

/** What a command prints of a batch run. */
export interface BatchResult {
  readonly text: () => string
  readonly data: object
  readonly isBad: boolean
}

/** Flags of `dq run` that say something of every job. */
const EVERYWHERE = new Set([...Object.keys(batchFlags), 'format', 'config', 'env', 'json'])

/** Runs a batch job over tables of the lake; undefined for the name of another job. */
export async function batchResult(
  settings: Settings,
  name: string,
  flags: BatchFlagValues & object,
): Promise<BatchResult | undefined> {
  const given = Object.entries(flags).filter(([, value]) => value !== undefined && value !== false)
  const isBatch = ownSqlJobs(settings.jobs).has(name)
  const wrong = given.find(([flag, value]) =>
    isBatch ? !EVERYWHERE.has(flag) : flag in batchFlags && !(flag === 'suite' && value === true),
  )
  if (wrong !== undefined)
    throw new DqError(
      isBatch
        ? `--${wrong[0]} says nothing to ${name}: it is a batch job`
        : `--${wrong[0]} is for batch jobs (jobs/*.sql)`,
      { hint: isBatch ? 'its flags: dq run --help, below BATCH' : 'dq job list says which those are' },
    )
  if (!isBatch) return undefined
  const progress = progressLine()
  const report = await runBatch(settings, name, flags, (day, done, all) =>
    progress.update(`${name} ${day ?? ''} (${done + 1} of ${all})`),
  ).finally(() => progress.clear())
  return { text: () => batchText(report), data: batchData(report), isBad: isBad(report) }
}
