import type { TableMetadata } from '../../lake/iceberg/metadata.ts'
import { atSnapshot, type Scan, scanTable } from '../../lake/scan/scan.ts'
import type { TableReader } from '../../lake/table/ports.ts'
import { type Lake, loadTable } from '../../lake/table/table.ts'
import { sqlName } from '../expr/sql/quote.ts'
import type { FollowedDates } from '../sql/header.ts'
import type { BatchJob } from './batch-job.ts'
import { reads } from './date-window.ts'
import type { Day } from './days.ts'
import { type InputTable, inputTables, readInput, scanFor } from './inputs.ts'
import { type RecordedRun, recordedRuns } from './record.ts'

/** A day that was made, and would be made otherwise now. */
export interface ChangedDay {
  readonly day: Day
  /** For people, one for each input. */
  readonly because: readonly string[]
}

export interface ChangedDays {
  readonly changed: readonly ChangedDay[]
  /** How many days have been made at all. */
  readonly made: number
}

/**
 * The days of a job's table whose inputs have other rows than those it was made from: by the files of the days that the query reads;
 * where it does not say which, by the rows that `@dates` leads to; else all of them.
 */
export async function changedDays(
  tools: { readonly lake: Lake; readonly reader: TableReader },
  job: BatchJob,
  branch: string,
): Promise<ChangedDays> {
  const { lake } = tools
  const { metadata, hash } = await loadTable(lake, branch, job.output.key)
  const runs = [...recordedRuns(metadata)].filter((one): one is [Day, RecordedRun] => one[0] !== '').sort()
  const inputs = await inputTables(lake, { branch, hash }, job)
  const followed = followedDays(tools, job, inputs)
  const changed: ChangedDay[] = []
  for (const [day, run] of runs) {
    const because = run.hash === job.hash && run.job === job.name ? [] : ['the job is another']
    for (const input of inputs) {
      const { name, window } = input
      const earlier = window && name === job.output.contract.name
      const before = earlier && changed.find((one) => reads(window, day, one.day))
      if (before) because.push(`${before.day} changes`)
      const known = run.inputs.get(name)
      if (readInput(input, await scanFor(lake, input, day)).files === known?.files) continue
      if (window !== undefined) because.push(`${name} has other rows`)
      else if (await followed(input, known && (known.snapshot ?? EMPTY), day)) because.push(`${name} has other rows`)
    }
    if (because.length > 0) changed.push({ day, because: [...new Set(because)] })
  }
  return { changed, made: runs.length }
}

/** Whether the rows of an input that changed since a snapshot concern a day; asked once for each snapshot. */
function followedDays(
  tools: { readonly lake: Lake; readonly reader: TableReader },
  job: BatchJob,
  inputs: readonly InputTable[],
): (input: InputTable, since: string | undefined, day: Day) => Promise<boolean> {
  const asked = new Map<string, Promise<readonly Day[] | undefined>>()
  return async (input, since, day) => {
    const follows = job.job.dates.get(input.name)
    const from = follows && inputs.find(({ name }) => name === follows.from)
    const column = from?.window?.column ?? (from && daysColumn(from.metadata))
    // Nothing says whose dates they are: every day may be concerned.
    if (follows === undefined || from === undefined || column === undefined || since === undefined) return true
    const key = `${input.name} ${since}`
    const days = asked.get(key) ?? daysOf(tools, { input, since, from, column, follows })
    asked.set(key, days)
    const window = from.window ?? { from: 0, to: 0 }
    return (await days)?.some((one) => reads(window, day, one)) ?? true
  }
}

/** In place of a snapshot: the table had no rows yet. */
const EMPTY = ''

/** The days of rows that have a key of a changed row, or of one that is the same; undefined when the snapshot is gone. */
async function daysOf(
  { lake, reader }: { readonly lake: Lake; readonly reader: TableReader },
  of: {
    readonly input: InputTable
    readonly since: string
    readonly from: InputTable
    readonly column: string
    readonly follows: FollowedDates
  },
): Promise<readonly Day[] | undefined> {
  const { metadata } = of.input
  const id = of.since === EMPTY ? undefined : BigInt(of.since)
  if (id !== undefined && !metadata.snapshots.some((snapshot) => snapshot.id === id)) return undefined
  const then = id === undefined ? { ...metadata, current: undefined } : atSnapshot(metadata, id)
  const [was, is] = [await scanTable(lake, then), await scanTable(lake, metadata)]
  const isSameDeletes = pathsOf(was.deletes) === pathsOf(is.deletes)
  const shared = new Set(isSameDeletes ? was.files.map(({ file }) => file.path) : [])
  const present = new Set(is.files.map(({ file }) => file.path))
  const only = (scan: Scan, others: ReadonlySet<string>): Scan => ({
    ...scan,
    schema: metadata.schema,
    files: scan.files.filter(({ file }) => !isSameDeletes || !others.has(file.path)),
  })
  const [columns, same] = [of.follows.by, of.follows.with].map((list) =>
    list.map((column) => sqlName(column, 'duckdb')).join(', '),
  )
  const sides = [await reader.source(only(was, present)), await reader.source(only(is, shared))]
  const changed = sides.map(({ sql }) => `SELECT ${[columns, same].filter(Boolean).join(', ')} FROM (${sql})`)
  const keys = await keysWith(changed.join(' UNION '))
  const rows = await reader.source(await scanTable(lake, of.from.metadata))
  const day = `CAST(CAST(${sqlName(of.column, 'duckdb')} AS DATE) AS VARCHAR)`
  const found = await reader.rows(
    `SELECT DISTINCT ${day} AS day FROM (${rows.sql}) SEMI JOIN (${keys}) USING (${columns}) ORDER BY day`,
  )
  return found.map((row) => String(row.day))

  /** A row may have taken the place of one with other keys: those are of days that change, too. */
  async function keysWith(changed: string): Promise<string> {
    if (same === '') return changed
    const all = await reader.source(is)
    return `SELECT ${columns} FROM (${changed}) UNION SELECT ${columns} FROM (${all.sql}) SEMI JOIN (SELECT ${same} FROM (${changed})) USING (${same})`
  }
}

const pathsOf = (files: readonly { readonly path: string }[]): string =>
  files
    .map(({ path }) => path)
    .sort()
    .join('\n')

/** The column of days that a table is partitioned by. */
function daysColumn({ schema, spec }: TableMetadata): string | undefined {
  const ids = spec.fields.filter(({ transform: { kind } }) => kind === 'identity' || kind === 'day')
  return schema.fields.find(({ id, type }) => type.kind === 'date' && ids.some(({ sourceId }) => sourceId === id))?.name
}
