import type { ExpectationResult } from '../../../quality/result.ts'
import type { SuiteSeverity } from '../../../quality/suite.ts'
import { paint } from '../../style.ts'
import { type QualityReport, qualitySummary } from './report.ts'
import { amount, exampleTexts, percentText, type Seen, seenOf } from './seen.ts'

const BAR = 20

/** For people: a line an expectation; what is not met with its share as a bar, and examples of what was found. */
export function qualityText({ result, data }: Pick<QualityReport, 'result' | 'data'>): string {
  const { results, meta } = result
  const title = `${paint('bold', meta.table)}  ${paint('dim', `${data}  ${meta.engine}`)}`
  const summary = qualitySummary(result).replace(/all met|\d+ not met \([^)]*\)/, (found) =>
    paint(found === 'all met' ? 'green' : 'red', found),
  )
  return [title, '', ...results.flatMap(lines), '', summary].join('\n')
}

const MARKS: Readonly<Record<SuiteSeverity, string>> = { critical: '✗', warning: '!', info: 'i' }
const COLORS = { critical: 'red', warning: 'yellow', info: 'cyan' } as const

function lines(one: ExpectationResult): string[] {
  const { success, expectation_config, meta } = one
  const seen = seenOf(one)
  if (success)
    return [`${paint('green', '✓')} ${meta.words}${seen.observed === '' ? '' : paint('dim', `  (${seen.observed})`)}`]
  const { severity } = expectation_config
  const head = `${paint(COLORS[severity], `${MARKS[severity]} ${meta.words}`)}${severity === 'critical' ? '' : `  (${severity})`}`
  if (seen.exception !== undefined) return [head, `    cannot be judged: ${seen.exception}`]
  return [head, ...more(seen, COLORS[severity]).map((line) => `    ${line}`)]
}

const more = ({ share, observed, examples }: Seen, color: Color): string[] => [
  ...(share === undefined ? [] : [shareLine(share, color)]),
  ...(observed === '' ? [] : [observed]),
  ...(examples.length === 0 ? [] : [paint('dim', `e.g. ${exampleTexts(examples).join(', ')}`)]),
]

/** `███▌················  17.50 %  7 of 40`. */
const shareLine = ({ percent, unexpected, considered }: NonNullable<Seen['share']>, color: Color): string =>
  `${bar(percent / 100, color)}  ${percentText(percent)}  ${amount(unexpected)} of ${amount(considered)}`

type Color = 'red' | 'yellow' | 'cyan'

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']

/** What is unexpected is never nothing in the picture: one eighth at least. */
function bar(part: number, color: Color): string {
  const eighths = Math.max(1, Math.round(part * BAR * 8))
  const filled = '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '')
  return paint(color, filled) + paint('dim', '·'.repeat(BAR - filled.length))
}
