import { type DateWindow, dateWindows } from '../../pipelines/batch/date-window.ts'
import { typeText } from '../../pipelines/expr/type-text.ts'
import type { Origin } from '../../pipelines/sql/analyse/origin.ts'
import type { SqlJob } from '../../pipelines/sql/job.ts'
import type { ReadSqlJob } from '../../pipelines/sql/read-jobs.ts'
import type { Schedule } from '../../pipelines/sql/schedule.ts'
import { paint } from '../style.ts'
import { table } from '../table.ts'

/** A batch job for people: what it reads and writes, and where each column and the rows come from. */
export function sqlShowText({ job, analysis }: ReadSqlJob): string {
  const { output, query, facts } = analysis
  const { columns, rows } = output
  const windows = dateWindows(query, facts, dateOf(job) ?? '')
  return [
    paint('bold', job.name),
    ...(job.description === '' ? [] : [job.description]),
    '',
    `reads   ${tablesIn(output).join(', ')}`,
    `writes  ${job.output.contract}`,
    ...(job.parameters.size === 0
      ? []
      : [`given   ${[...job.parameters].map(([name, type]) => `${name} (${typeText(type)})`).join(', ')}`]),
    ...(job.schedule === undefined ? [] : [`runs    ${scheduleText(job.schedule)}`]),
    ...(dateOf(job) === undefined
      ? []
      : ['', table([...windows].map(([name, window]) => [name, daysText(job, name, window)]))]),
    '',
    table([
      ...columns.map(({ name, type, origins }) => [name, typeText(type), sources(origins)]),
      ['(which rows)', '', sources(rows)],
    ]),
  ].join('\n')
}

/** The parameter that is the day of a run. */
const dateOf = ({ parameters }: SqlJob): string | undefined =>
  [...parameters].find(([, { kind }]) => kind === 'date')?.[0]

export const scheduleText = ({ cron, timeZone }: Schedule): string => `${cron}  ${timeZone}`

/** Which days of a table a run reads, and which days a change there concerns. */
function daysText({ dates }: SqlJob, name: string, window: DateWindow | undefined): string {
  const follows = dates.get(name)
  if (window !== undefined) return `${spanText(window)}, by ${window.column}`
  if (follows === undefined) return 'every day; a change may concern any'
  const whose = follows.with.length === 0 ? 'its' : `the ${follows.by.join(', ')} of any row with its`
  const last = follows.with.length === 0 ? follows.by : follows.with
  return `every day; a change concerns the days of ${follows.from} with ${whose} ${last.join(', ')}`
}

function spanText({ from, to }: DateWindow): string {
  const day = (days: number): string =>
    days === 0
      ? 'the day'
      : Math.abs(days) === 1
        ? `the day ${days < 0 ? 'before' : 'after'}`
        : `${Math.abs(days)} days ${days < 0 ? 'before' : 'after'}`
  if (from === undefined) return to === undefined ? 'every day' : `until ${day(to)}`
  if (to === undefined) return `from ${day(from)} on`
  return from === to ? day(from) : `from ${day(from)} to ${day(to)}`
}

/** The same for machines. */
export const sqlShowData = ({ job, analysis: { output, query, facts } }: ReadSqlJob) => ({
  job: { name: job.name, kind: 'batch', description: job.description, writes: job.output.contract },
  reads: tablesIn(output),
  parameters: Object.fromEntries([...job.parameters].map(([name, type]) => [name, typeText(type)])),
  ...(job.schedule !== undefined && { schedule: job.schedule }),
  days: Object.fromEntries(
    [...dateWindows(query, facts, dateOf(job) ?? '')].map(([name, window]) => [
      name,
      window ?? job.dates.get(name) ?? {},
    ]),
  ),
  columns: output.columns.map(({ name, type, origins }) => ({ name, type: typeText(type), from: origins.map(origin) })),
  rows: output.rows.map(origin),
})

const origin = ({ contract, field, kind }: Origin) => ({ contract, field, kind })

/** Every table that something comes from. */
export const tablesIn = ({ columns, rows }: ReadSqlJob['analysis']['output']): readonly string[] => [
  ...new Set([...columns.flatMap(({ origins }) => origins), ...rows].map(({ contract }) => contract)),
]

const sources = (origins: readonly Origin[]): string =>
  [...Map.groupBy(origins, ({ kind }) => kind)]
    .map(
      ([kind, from]) => `${paint('dim', kind)} ${from.map(({ contract, field }) => `${contract}.${field}`).join(', ')}`,
    )
    .join('; ')
