import { DqError } from '../../kernel/errors.ts'
import type { Finding } from '../../kernel/finding.ts'
import { isSameTable, planEvolution } from '../../lake/contract/plan-evolution.ts'
import type { TableMetadata } from '../../lake/iceberg/metadata.ts'
import { type Scan, scanTable } from '../../lake/scan/scan.ts'
import type { DataWriter, TableReader } from '../../lake/table/ports.ts'
import { type Lake, loadTable } from '../../lake/table/table.ts'
import type { BatchJob } from './batch-job.ts'
import { commitDay, rowsBeside } from './commit-day.ts'
import { filesOfDay, ofDay, sizeOf } from './day-files.ts'
import type { Day } from './days.ts'
import { requireDaysBefore } from './days-before.ts'
import { inputTables, readInput, scanFor } from './inputs.ts'
import { outputFindings } from './output-findings.ts'
import type { BatchSession } from './ports.ts'
import { isSameRun, type RunRecord, recordedRuns } from './record.ts'

export interface BatchTools {
  readonly lake: Lake
  readonly reader: TableReader
  readonly writer: DataWriter
  readonly session: BatchSession
}

export interface DayRequest {
  readonly branch: string
  readonly author: string
  /** Undefined for a job without a date. */
  readonly date: Day | undefined
  /** Runs although nothing it reads has changed. */
  readonly force?: boolean | undefined
}

export type DayResult = { readonly date: Day | undefined } & (
  | { readonly kind: 'made'; readonly rows: bigint; readonly before: bigint; readonly files: FileCount }
  /** It was made from the same rows by the same query: nothing was run. */
  | { readonly kind: 'known' }
  /** It gave the rows that are there: a snapshot without new files says so. */
  | { readonly kind: 'equal'; readonly rows: bigint; readonly files: FileCount }
  | { readonly kind: 'refused'; readonly rows: bigint; readonly findings: readonly Finding[] }
)

/** Files of inputs that were read, of how many there are. */
export interface FileCount {
  readonly read: number
  readonly all: number
}

/** How often a day is begun again because somebody else has changed what it had seen. */
const TRIES = 5

/**
 * Makes one day of a job's table: reads the inputs at one commit of the branch, holds the result against the contract, and replaces the
 * day's partitions in one commit, with what was read in its summary. What is wrong leaves no snapshot.
 */
export async function runDay(tools: BatchTools, job: BatchJob, request: DayRequest): Promise<DayResult> {
  const { lake, session, reader } = tools
  const { branch, date } = request
  const { output } = job
  for (let tries = 1; tries <= TRIES; tries++) {
    const table = await loadTable(lake, branch, output.key)
    requireFit(table.metadata, job, branch)
    const inputs = await inputTables(lake, { branch, hash: table.hash }, job)
    const scans = await Promise.all(inputs.map((input) => scanFor(lake, input, date)))
    const read = new Map(inputs.map((input, i) => [input.name, readInput(input, scans[i]!)]))
    const run: RunRecord = { job: job.name, hash: job.hash, date, inputs: read }
    const before = recordedRuns(table.metadata).get(date ?? '')
    if (!request.force && before !== undefined && isSameRun(before, run)) return { kind: 'known', date }
    if (date !== undefined) await requireDaysBefore(lake, job, inputs, { date, branch })
    for (const [i, { name }] of inputs.entries())
      await session.see(name, await reader.source(scans[i]!), scans[i]!.schema)
    const held = await session.hold(job.sql(date))
    const present = await scanTable(lake, table.metadata, ofDay(job, date, '='))
    const day = job.date && date !== undefined ? { column: job.date.column, day: date } : undefined
    const beside = await rowsBeside(tools, job, date, table.metadata)
    let faults = await held.faults(output.contract, { key: output.primaryKey, day, beside })
    if (faults.length === 0) {
      const removed = filesOfDay(table.metadata, job, date, present)
      const isEqual = sizeOf(present) === held.count && (await held.equal(await reader.source(present)))
      const done = await commitDay(tools, job, request, held, {
        metadata: table.metadata,
        before,
        run,
        removed,
        isEqual,
      })
      if (done === 'stale') continue
      if (done === 'committed') return resultOf(date, held.count, isEqual, sizeOf(present), scans)
      faults = done
    }
    return { kind: 'refused', date, rows: held.count, findings: outputFindings(job, date, held.count, faults) }
  }
  throw new DqError(`others keep changing ${output.contract.name} on ${branch}`, {
    hint: 'run it again when they are done',
  })
}

function resultOf(
  date: Day | undefined,
  rows: bigint,
  isEqual: boolean,
  before: bigint,
  scans: readonly Scan[],
): DayResult {
  const files = {
    read: scans.reduce((sum, one) => sum + one.files.length, 0),
    all: scans.reduce((sum, one) => sum + one.all.files, 0),
  }
  return isEqual ? { kind: 'equal', date, rows, files } : { kind: 'made', date, rows, before, files }
}

function requireFit(metadata: TableMetadata, { output: { contract, partitionBy } }: BatchJob, branch: string): void {
  if (isSameTable(planEvolution(metadata, contract, partitionBy))) return
  throw new DqError(`${contract.name} on ${branch} is not as its contract asks`, {
    hint: `dq table check --at ${branch} says how; dq table apply ${contract.name} --branch ${branch} makes it fit where it can`,
  })
}
