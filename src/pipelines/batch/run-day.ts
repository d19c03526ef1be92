import { DqError } from '../../kernel/errors.ts'
import type { Finding } from '../../kernel/finding.ts'
import { isSameTable, planEvolution } from '../../lake/contract/plan-evolution.ts'
import type { DataFile } from '../../lake/iceberg/data-file.ts'
import type { TableMetadata } from '../../lake/iceberg/metadata.ts'
import { type Scan, scanTable } from '../../lake/scan/scan.ts'
import type { DataWriter, TableReader } from '../../lake/table/ports.ts'
import { addSnapshot } from '../../lake/table/snapshot.ts'
import { commitTable, type Lake, type LoadedTable, loadTable } from '../../lake/table/table.ts'
import type { BatchJob } from './batch-job.ts'
import type { Day } from './days.ts'
import { requireDaysBefore } from './days-before.ts'
import { compared, inputTables, readInput, scanFor } from './inputs.ts'
import { outputFindings } from './output-findings.ts'
import type { BatchSession, HeldRows } from './ports.ts'
import { isSameRun, type RecordedRun, type RunRecord, recordedRuns, summaryOfRun } from './record.ts'

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
    const inputs = await inputTables(lake, table.hash, job)
    const scans = await Promise.all(inputs.map((input) => scanFor(lake, input, date)))
    const read = new Map(inputs.map((input, i) => [input.name, readInput(input, scans[i]!)]))
    const run: RunRecord = { job: job.name, hash: job.hash, date, inputs: read }
    const before = recordedRuns(table.metadata).get(date ?? '')
    if (!request.force && before !== undefined && isSameRun(before, run)) return { kind: 'known', date }
    if (date !== undefined) await requireDaysBefore(lake, job, inputs, date)
    for (const [i, { name }] of inputs.entries())
      await session.see(name, await reader.source(scans[i]!), scans[i]!.schema)
    const held = await session.hold(job.sql(date))
    const present = await scanTable(lake, table.metadata, ofDay(job, date, '='))
    const beside =
      job.date === undefined || output.primaryKey.includes(job.date.column) ? undefined : ofDay(job, date, '<>')
    const faults = await held.faults(output.contract, {
      key: output.primaryKey,
      day: job.date && date !== undefined ? { column: job.date.column, day: date } : undefined,
      beside: beside && (await reader.source(await scanTable(lake, table.metadata, beside))),
    })
    if (faults.length > 0)
      return { kind: 'refused', date, rows: held.count, findings: outputFindings(job, date, held.count, faults) }
    const removed = filesOf(table, job, date, present)
    const isEqual = sizeOf(present) === held.count && (await held.equal(await reader.source(present)))
    const seen = { table, before, run, removed, isEqual, isAlone: beside === undefined }
    if (!(await committed(tools, job, request, held, seen))) continue
    const files = {
      read: scans.reduce((sum, one) => sum + one.files.length, 0),
      all: scans.reduce((sum, one) => sum + one.all.files, 0),
    }
    if (isEqual) return { kind: 'equal', date, rows: held.count, files }
    return { kind: 'made', date, rows: held.count, before: sizeOf(present), files }
  }
  throw new DqError(`others keep changing ${output.contract.name} on ${branch}`, {
    hint: 'run it again when they are done',
  })
}

interface Seen {
  readonly table: LoadedTable
  readonly before: RecordedRun | undefined
  readonly run: RunRecord
  readonly removed: ReadonlySet<string>
  readonly isEqual: boolean
  /** No other day can have one of its keys. */
  readonly isAlone: boolean
}

/** False when somebody else has made the day since, or rows that its keys were not held against. */
async function committed(
  { lake, writer }: BatchTools,
  job: BatchJob,
  { branch, author, date }: DayRequest,
  held: HeldRows,
  { table, before, run, removed, isEqual, isAlone }: Seen,
): Promise<boolean> {
  let written: readonly DataFile[] | undefined
  let isStale = false
  const { output, name } = job
  const meta = { author, message: `Run ${name}${date === undefined ? '' : ` for ${date}`}` }
  await commitTable(lake, branch, output.key, meta, async ({ metadata, content }) => {
    const isSame = metadata.current?.id === table.metadata.current?.id
    isStale =
      metadata.schema.schemaId !== table.metadata.schema.schemaId ||
      metadata.spec.specId !== table.metadata.spec.specId ||
      recordedRuns(metadata).get(date ?? '')?.snapshot !== before?.snapshot ||
      (!isSame && !(isAlone && (await hasAll(lake, metadata, job, date, removed))))
    if (isStale) return undefined
    const into = { schema: metadata.schema, spec: metadata.spec, folder: `${metadata.location}/data` }
    written ??= isEqual ? [] : await writer.write(held.rows, into)
    return addSnapshot(lake, metadata, content.metadataLocation, {
      operation: isEqual || removed.size === 0 ? 'append' : 'overwrite',
      added: written,
      ...(!isEqual && removed.size > 0 && { isRemoved: ({ path }) => removed.has(path) }),
      summary: summaryOfRun(run),
    })
  })
  if (isStale && written !== undefined) await lake.files.remove(written.map(({ path }) => path))
  return !isStale
}

/** Whether the day has the files that it had. */
async function hasAll(
  lake: Lake,
  metadata: TableMetadata,
  job: BatchJob,
  date: Day | undefined,
  files: ReadonlySet<string>,
): Promise<boolean> {
  const now = await scanTable(lake, metadata, ofDay(job, date, '='))
  return now.files.length === files.size && now.files.every(({ file }) => files.has(file.path))
}

const ofDay = ({ date }: BatchJob, day: Day | undefined, comparison: '=' | '<>') =>
  date === undefined || day === undefined ? undefined : compared(date.column, comparison, day)

const sizeOf = ({ files, deletes }: Scan): bigint =>
  deletes.length > 0 ? -1n : files.reduce((sum, { file }) => sum + file.records, 0n)

/** The files that the day's rows are in; throws a DqError when one of them has other rows too. */
function filesOf(
  { metadata }: LoadedTable,
  job: BatchJob,
  date: Day | undefined,
  { files }: Scan,
): ReadonlySet<string> {
  if (job.date !== undefined && date !== undefined) {
    const id = metadata.schema.fields.find(({ name }) => name === job.date?.column)?.id
    const field = metadata.spec.fields.find(
      ({ sourceId, transform: { kind } }) => sourceId === id && (kind === 'identity' || kind === 'day'),
    )
    const day = Date.parse(`${date}T00:00:00Z`) / 86_400_000
    const mixed = files.find(
      ({ file }) => field === undefined || Number(file.partition.get(field.fieldId) ?? Number.NaN) !== day,
    )
    if (mixed !== undefined)
      throw new DqError(`${mixed.file.path} holds rows of other days than ${date} too: they cannot be replaced alone`, {
        hint: 'it was written under another partitioning: rewrite the table with the present one',
      })
  }
  return new Set(files.map(({ file }) => file.path))
}

function requireFit(metadata: TableMetadata, { output: { contract, partitionBy } }: BatchJob, branch: string): void {
  if (isSameTable(planEvolution(metadata, contract, partitionBy))) return
  throw new DqError(`${contract.name} on ${branch} is not as its contract asks`, {
    hint: `dq table check --at ${branch} says how; dq table apply ${contract.name} --branch ${branch} makes it fit where it can`,
  })
}
