import type { DayResult } from '../../pipelines/batch/run-day.ts'
import type { GateVerdict } from '../../quality/gate.ts'
import type { BatchReport } from '../batch/run-batch.ts'
import { paint } from '../style.ts'
import { table } from '../table.ts'
import { plural } from './lake.ts'
import { counted } from './report.ts'
import { textReport } from './text.ts'

const number = (n: bigint | number): string => n.toLocaleString('en')

/** A batch run for people: a line a day, what is wrong, and the suite's verdict. */
export function batchText({ job, branch, days, left, changes, verdict, missing, seconds }: BatchReport): string {
  const why = new Map(changes?.changed.map(({ day, because }) => [day, because.join(', ')]))
  const lines = [`${paint('bold', job.name)} → ${job.output.contract.name} on ${branch}`]
  if (changes !== undefined)
    lines.push(`${changes.changed.length} of ${plural(changes.made, 'day')} made so far changed`)
  const rows = days.map((day) => [`  ${day.date ?? 'all'}`, ...dayCells(day), why.get(day.date ?? '') ?? ''])
  if (rows.length > 0) lines.push(table(rows))
  for (const day of days)
    if (day.kind === 'refused')
      lines.push('', textReport({ findings: day.findings, looked: { row: Number(day.rows) } }), '')
  if (left > 0) lines.push(`stopped: ${plural(left, 'day')} left`)
  if (verdict !== undefined) lines.push(...verdictLines(verdict))
  if (missing.length > 0) lines.push(...missingLines(missing, job, branch))
  const what = job.date === undefined ? 'the whole table' : plural(days.length, 'day')
  lines.push(`${what} in ${seconds.toFixed(2)} s: ${summaryOf(days)}`)
  return lines.join('\n')
}

function dayCells(day: DayResult): readonly string[] {
  switch (day.kind) {
    case 'made': {
      const before = day.before > 0n ? `in place of ${number(day.before)}` : ''
      return [paint('green', 'made'), `${counted(Number(day.rows), 'row')} ${before}`.trimEnd(), filesText(day.files)]
    }
    case 'equal':
      return ['same', `${counted(Number(day.rows), 'row')}, as they were`, filesText(day.files)]
    case 'known':
      return [paint('dim', 'known'), 'made from the same rows before', '']
    case 'refused':
      return [paint('red', 'refused'), 'nothing was committed', '']
  }
}

const filesText = ({ read, all }: { readonly read: number; readonly all: number }): string =>
  `${read} of ${plural(all, 'file')} read`

function verdictLines(verdict: GateVerdict): readonly string[] {
  switch (verdict.kind) {
    case 'pass':
      return [`suite ${paint('green', 'met')}`, ...verdict.warnings.map((text) => `  ${paint('yellow', '!')} ${text}`)]
    case 'skipped':
      return [paint('dim', verdict.reason)]
    case 'fail':
      return [`suite ${paint('red', 'not met')}`, ...verdict.reasons.map((text) => `  ${paint('red', '✗')} ${text}`)]
    case 'error':
      return [`suite ${paint('red', 'not judged')}`, ...verdict.reasons.map((text) => `  ${paint('red', '✗')} ${text}`)]
  }
}

const SHOWN = 5

/** What adds up over all days cannot, while some are not there: that is no fault of the day that was made. */
function missingLines(
  missing: BatchReport['missing'],
  { name, output }: BatchReport['job'],
  branch: string,
): readonly string[] {
  const more = missing.length > SHOWN ? ` and ${missing.length - SHOWN} more` : ''
  return [
    `  the suite judges all of ${output.contract.name}, and ${plural(missing.length, 'day')} of it ${missing.length === 1 ? 'was' : 'were'} never made: ${missing.slice(0, SHOWN).join(', ')}${more}`,
    `  hint: dq run ${name} --branch ${branch} --backfill ${missing[0]}..${missing.at(-1)}; --no-suite leaves the suite out until they are there`,
  ]
}

function summaryOf(days: readonly DayResult[]): string {
  const counts = (['made', 'equal', 'known', 'refused'] as const).flatMap((kind) => {
    const count = days.filter((day) => day.kind === kind).length
    return count === 0 ? [] : [`${count} ${kind === 'equal' ? 'with the same rows' : kind}`]
  })
  return counts.length === 0 ? 'nothing to make' : counts.join(', ')
}

/** The same for machines. */
export const batchData = ({ job, branch, days, left, changes, verdict, missing, seconds }: BatchReport): object => ({
  job: job.name,
  table: job.output.contract.name,
  branch,
  days,
  left,
  ...(changes !== undefined && { changed: changes.changed, made: changes.made }),
  ...(verdict !== undefined && { suite: { ...verdict, result: undefined } }),
  ...(missing.length > 0 && { missing }),
  seconds,
})
