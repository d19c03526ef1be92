import type { ExpectationResult, ValidationResult } from '../../quality/result.ts'
import type { SuiteSeverity } from '../../quality/suite.ts'
import { paint } from '../style.ts'
import { counted } from './report.ts'

/** How many different examples a line shows. */
const SHOWN = 5
const BAR = 20

/** For people: a line an expectation; what is not met with its share as a bar, and examples of what was found. */
export function qualityText(result: ValidationResult, data: string): string {
  const { results, statistics, meta } = result
  const title = `${paint('bold', meta.table)}  ${paint('dim', `${data}  ${meta.engine}`)}`
  const unmet = results.filter(({ success }) => !success)
  const severities = (['critical', 'warning', 'info'] as const).flatMap((severity) => {
    const many = unmet.filter(({ expectation_config }) => expectation_config.severity === severity).length
    return many === 0 ? [] : [`${many} ${severity}`]
  })
  const found =
    unmet.length === 0 ? paint('green', 'all met') : paint('red', `${unmet.length} not met (${severities.join(', ')})`)
  const summary = `${counted(statistics.evaluated_expectations, 'expectation')}, ${found}; ${queries(meta.sql.length)} in ${meta.seconds.toFixed(2)} s`
  return [title, '', ...results.flatMap(lines), '', summary].join('\n')
}

const queries = (count: number): string => (count === 1 ? '1 query' : `${count} queries`)

const MARKS: Readonly<Record<SuiteSeverity, string>> = { critical: '✗', warning: '!', info: 'i' }
const COLORS = { critical: 'red', warning: 'yellow', info: 'cyan' } as const

function lines(one: ExpectationResult): string[] {
  const { success, expectation_config, meta, exception_info } = one
  const seen = observed(one.result)
  if (success) return [`${paint('green', '✓')} ${meta.words}${seen === '' ? '' : paint('dim', `  (${seen})`)}`]
  const { severity } = expectation_config
  const head = `${paint(COLORS[severity], `${MARKS[severity]} ${meta.words}`)}${severity === 'critical' ? '' : `  (${severity})`}`
  if (exception_info.raised_exception) return [head, `    cannot be judged: ${exception_info.exception_message}`]
  return [
    head,
    ...[share(one.result, COLORS[severity]), seen, examples(one.result)]
      .filter((line) => line !== '')
      .map((line) => `    ${line}`),
  ]
}

/** `███▌················  17.50 %  7 of 40`. */
function share(result: ExpectationResult['result'], color: 'red' | 'yellow' | 'cyan'): string {
  const {
    unexpected_count: unexpected,
    unexpected_percent: percent,
    element_count: elements,
    missing_count: missing,
  } = result
  if (typeof percent !== 'number' || typeof unexpected !== 'number' || typeof elements !== 'number') return ''
  const considered = elements - (typeof missing === 'number' ? missing : 0)
  return `${bar(percent / 100, color)}  ${percentText(percent)}  ${amount(unexpected)} of ${amount(considered)}`
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']

/** What is unexpected is never nothing in the picture: one eighth at least. */
function bar(part: number, color: 'red' | 'yellow' | 'cyan'): string {
  const eighths = Math.max(1, Math.round(part * BAR * 8))
  const filled = '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '')
  return paint(color, filled) + paint('dim', '·'.repeat(BAR - filled.length))
}

/** Two digits, but never a 0 for something and never a 100 for not everything. */
function percentText(percent: number): string {
  if (percent > 0 && percent < 0.01) return '< 0.01 %'
  if (percent < 100 && percent > 99.99) return '> 99.99 %'
  return `${percent.toFixed(2)} %`
}

const amount = (count: number): string => count.toLocaleString('en-US')

function observed({
  observed_value: value,
  details,
  unexpected_count,
  missing_count,
  partial_missing_list: missing,
}: ExpectationResult['result']): string {
  if (Array.isArray(missing)) {
    const others = typeof unexpected_count === 'number' && unexpected_count > 0 ? [`${unexpected_count} others`] : []
    const lacking =
      typeof missing_count === 'number' && missing_count > 0 ? [`missing ${missing.map(shown).join(', ')}`] : []
    return [...others, ...lacking].join('; ')
  }
  if (value === undefined || (value === null && details === undefined)) return ''
  if (typeof details === 'object' && details !== null && 'mismatched' in details)
    return `mismatched: ${JSON.stringify(details.mismatched)}`
  if (Array.isArray(value)) return counted(value.length, 'column')
  return `observed ${shown(value)}`
}

/** `e.g. 0 (2×), -5`. */
function examples({
  partial_unexpected_counts: counts,
  partial_unexpected_list: list,
  details,
}: ExpectationResult['result']): string {
  const found = Array.isArray(counts)
    ? counts.map(
        ({ value, count }: { value: unknown; count: number }) => `${shown(value)}${count > 1 ? ` (${count}×)` : ''}`,
      )
    : Array.isArray(list)
      ? list.map(shown)
      : typeof details === 'object' &&
          details !== null &&
          'unexpected_rows' in details &&
          Array.isArray(details.unexpected_rows)
        ? details.unexpected_rows.map(shown)
        : []
  if (found.length === 0) return ''
  return paint('dim', `e.g. ${found.slice(0, SHOWN).join(', ')}${found.length > SHOWN ? ', …' : ''}`)
}

const LONGEST = 60

/** A value of somebody's data: control characters are shown as escapes, and long texts cut. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null'
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}
