import type { ExpectationResult } from '../../../quality/result.ts'
import { counted } from '../report.ts'

/** What was seen of one expectation, whatever the format says of it. */
export interface Seen {
  /** Why it could not be judged. */
  readonly exception?: string
  /** How many of the rows that have a say are unexpected. */
  readonly share?: { readonly unexpected: number; readonly considered: number; readonly percent: number }
  /** `observed 12.5`; empty when nothing single was. */
  readonly observed: string
  readonly examples: readonly Example[]
}

export interface Example {
  readonly value: unknown
  /** How often it is among the examples. */
  readonly count: number
  /** With the names of its columns, where the example is a row of several. */
  readonly row?: Readonly<Record<string, unknown>>
}

export function seenOf({ result, exception_info }: ExpectationResult): Seen {
  const { exception_message: exception } = exception_info
  if (exception !== null) return { exception, observed: '', examples: [] }
  const share = shareOf(result)
  return { ...(share !== undefined && { share }), observed: observedOf(result), examples: examplesOf(result) }
}

type Result = ExpectationResult['result']

function shareOf({ unexpected_count, unexpected_percent, element_count, missing_count }: Result): Seen['share'] {
  if (typeof unexpected_percent !== 'number' || typeof unexpected_count !== 'number') return undefined
  if (typeof element_count !== 'number') return undefined
  const considered = element_count - (typeof missing_count === 'number' ? missing_count : 0)
  return { unexpected: unexpected_count, considered, percent: unexpected_percent }
}

function observedOf({ observed_value: value, details, unexpected_count, missing_count, ...result }: Result): string {
  const missing = result.partial_missing_list
  if (Array.isArray(missing)) {
    const others = typeof unexpected_count === 'number' && unexpected_count > 0 ? [`${unexpected_count} others`] : []
    const isMissing = typeof missing_count === 'number' && missing_count > 0
    return [...others, ...(isMissing ? [`missing ${missing.map(shown).join(', ')}`] : [])].join('; ')
  }
  if (value === undefined || (value === null && details === undefined)) return ''
  if (isRow(details) && 'mismatched' in details) return mismatchText(details.mismatched)
  if (isRow(details) && 'median' in details)
    return `observed ${shown(value)}, usual is ${shown(details.low)} to ${shown(details.high)}`
  if (isRow(details) && 'needed' in details)
    return `observed ${shown(value)}, not judged before ${shown(details.needed)} runs: there are ${shown(details.runs)}`
  if (Array.isArray(value)) return counted(value.length, 'column')
  return `observed ${shown(value)}`
}

/** Columns by what is wrong with them; anything else as JSON. */
function mismatchText(mismatched: unknown): string {
  const parts = isRow(mismatched) ? Object.entries(mismatched) : []
  const isNames = (value: unknown) => Array.isArray(value) && value.every((name) => typeof name === 'string')
  if (parts.length === 0 || !parts.every(([, value]) => isNames(value)))
    return `mismatched: ${JSON.stringify(mismatched)}`
  return parts.map(([what, names]) => `${what}: ${[names].flat().map(shown).join(', ')}`).join('; ')
}

function examplesOf({ partial_unexpected_counts: counts, partial_unexpected_list: list, details }: Result): Example[] {
  if (Array.isArray(counts)) {
    const rows = new Map((Array.isArray(list) ? list.filter(isRow) : []).map((row) => [valuesOf(row), row]))
    return counts.map(({ value, count }: Example) => {
      const row = rows.get(JSON.stringify(value))
      return { value, count, ...(row !== undefined && { row }) }
    })
  }
  const once = (value: unknown): Example => ({ value, count: 1, ...(isRow(value) && { row: value }) })
  if (Array.isArray(list)) return list.map(once)
  const rows =
    typeof details === 'object' && details !== null && 'unexpected_rows' in details && details.unexpected_rows
  return Array.isArray(rows) ? rows.map(once) : []
}

const isRow = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const valuesOf = (row: Readonly<Record<string, unknown>>): string => JSON.stringify(Object.values(row))

/** Two digits, but never a 0 for something and never a 100 for not everything. */
export function percentText(percent: number): string {
  if (percent > 0 && percent < 0.01) return '< 0.01 %'
  if (percent < 100 && percent > 99.99) return '> 99.99 %'
  return `${percent.toFixed(2)} %`
}

export const amount = (count: number): string => count.toLocaleString('en-US')

/** `17.50 %, 7 of 40`. */
export const shareText = ({ percent, unexpected, considered }: NonNullable<Seen['share']>): string =>
  `${percentText(percent)}, ${amount(unexpected)} of ${amount(considered)}`

/** What was seen, in one line: of a file that says no more than that. */
export const seenText = ({ exception, share, observed, examples }: Seen): string =>
  [
    ...(exception === undefined ? [] : [`cannot be judged: ${exception}`]),
    ...(share === undefined ? [] : [`unexpected: ${shareText(share)}`]),
    ...(observed === '' ? [] : [observed]),
    ...(examples.length === 0 ? [] : [`e.g. ${exampleTexts(examples).join(', ')}`]),
  ].join('; ')

const SHOWN = 5

/** At most five different examples; `…` stands for more. */
export const exampleTexts = (examples: readonly Example[]): readonly string[] => [
  ...examples.slice(0, SHOWN).map(({ value, count }) => `${shown(value)}${count > 1 ? ` (${count}×)` : ''}`),
  ...(examples.length > SHOWN ? ['…'] : []),
]

const LONGEST = 60

/** A value of somebody's data: control characters are shown as escapes, and long texts cut. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null'
  return text.length > LONGEST ? `${text.slice(0, LONGEST).toWellFormed()}…` : text
}
