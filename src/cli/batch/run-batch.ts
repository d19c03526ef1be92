import { DqError } from '../../kernel/errors.ts'
import { type BatchJob, batchJob } from '../../pipelines/batch/batch-job.ts'
import { type ChangedDays, changedDays } from '../../pipelines/batch/changed-days.ts'
import { type Day, daysFrom, yesterdayIn } from '../../pipelines/batch/days.ts'
import { missingDays } from '../../pipelines/batch/missing-days.ts'
import { type DayResult, runDay } from '../../pipelines/batch/run-day.ts'
import type { GateVerdict } from '../../quality/gate.ts'
import type { Settings } from '../config.ts'
import { readyTables } from '../ingest/ready-tables.ts'
import { author } from '../lake/author.ts'
import { tableContract } from '../lake/table-contracts.ts'
import { gateTables } from '../quality/gate.ts'
import { defaultRef } from '../quality/lake-rows.ts'
import { sqlJobNamed } from '../sql/plan.ts'
import { openLake } from '../wiring/lake.ts'
import { openTableEngine } from '../wiring/table-engine.ts'
import type { BatchFlagValues } from './flags.ts'
import { requireInputs } from './require-inputs.ts'

export interface BatchReport {
  readonly job: BatchJob
  readonly branch: string
  /** In the order they were made; the last may have been refused, and then days are left. */
  readonly days: readonly DayResult[]
  readonly left: number
  /** Of `--changed-since-last`. */
  readonly changes?: ChangedDays | undefined
  /** Undefined when nothing was to be judged. */
  readonly verdict?: GateVerdict | undefined
  /** Where the suite is not met: days that nobody has made although there are rows for them. */
  readonly missing: readonly Day[]
  readonly seconds: number
}

/** Called while it goes on: before each day, with how many there are. */
export type OnDay = (day: Day | undefined, done: number, all: number) => void

/** Makes days of a batch job's table, until one is refused; then the suite of the table judges what is there. */
export async function runBatch(
  settings: Settings,
  name: string,
  flags: BatchFlagValues,
  onDay: OnDay,
): Promise<BatchReport> {
  const start = performance.now()
  const read = await sqlJobNamed(settings, name)
  const job = batchJob(read, await tableContract(settings, read.job.output.contract))
  const branch = flags.branch ?? defaultRef(settings)
  const lake = await openLake(settings)
  await requireInputs(settings, lake, branch, job)
  await readyTables(settings, branch, [job.output.contract.name])
  const engine = await openTableEngine(settings)
  try {
    const tools = { lake, ...engine }
    const changes = flags['changed-since-last'] ? await changedDays(tools, withDates(job), branch) : undefined
    const wanted = changes?.changed.map(({ day }) => day) ?? daysWanted(job, flags, Date.now())
    const by = await author(settings)
    const days: DayResult[] = []
    for (const date of wanted) {
      onDay(date, days.length, wanted.length)
      const result = await runDay(tools, job, { branch, author: by, date, force: flags.force }).catch(
        (error: unknown) => {
          throw behindDays(error, days)
        },
      )
      days.push(result)
      if (result.kind === 'refused') break
    }
    const isRefused = days.some(({ kind }) => kind === 'refused')
    const verdict = isRefused || flags.suite === false ? undefined : await judged(settings, job, branch)
    const isMet = verdict === undefined || verdict.kind === 'pass' || verdict.kind === 'skipped'
    const missing = isMet ? [] : await missingDays(lake, job, branch)
    const seconds = (performance.now() - start) / 1000
    return { job, branch, days, left: wanted.length - days.length, changes, verdict, missing, seconds }
  } finally {
    engine.close()
  }
}

/** An error after days that were made: they stay, and the same command goes on behind them. */
function behindDays(error: unknown, days: readonly DayResult[]): unknown {
  const [first, last] = [days[0]?.date, days.at(-1)?.date]
  if (!(error instanceof DqError) || first === undefined || last === undefined) return error
  const made = days.length === 1 ? `${first} is there` : `${first} to ${last} are there`
  const { message, at, hint, cause } = error
  return new DqError(message, {
    hint: [hint, `${made}: the same command goes on behind`].filter(Boolean).join('; '),
    ...(at !== undefined && { at }),
    ...(cause !== undefined && { cause }),
  })
}

/** What has to be looked at again: exit code 1. */
export const isBad = ({ days, verdict }: BatchReport): boolean =>
  days.some(({ kind }) => kind === 'refused') || verdict?.kind === 'fail' || verdict?.kind === 'error'

async function judged(settings: Settings, job: BatchJob, branch: string): Promise<GateVerdict | undefined> {
  const { verdicts } = await gateTables(settings, { tables: [job.output.contract.name], at: branch })
  return verdicts[0]
}

/** The days that are asked for; `now` is in milliseconds. */
function daysWanted(job: BatchJob, { date, backfill }: BatchFlagValues, now: number): readonly (Day | undefined)[] {
  if (job.date === undefined) {
    if (date === undefined && backfill === undefined) return [undefined]
    throw withoutDates(job)
  }
  if (backfill !== undefined) return daysFrom(backfill.from, backfill.to)
  return [date ?? yesterdayIn(job.job.schedule?.timeZone ?? 'UTC', now)]
}

function withDates(job: BatchJob): BatchJob {
  if (job.date === undefined) throw withoutDates(job)
  return job
}

const withoutDates = ({ name }: BatchJob): DqError =>
  new DqError(`${name} has no date: each run makes the whole table`, { hint: `dq run ${name}` })
