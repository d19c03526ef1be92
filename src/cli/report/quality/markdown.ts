import type { ExpectationResult } from '../../../quality/result.ts'
import { code, escaped } from '../markdown-text.ts'
import { fails, type QualityReport, type QualityReporter, qualitySummary, SEVERITIES, unmetCounts } from './report.ts'
import { exampleTexts, type Seen, seenOf, shareText } from './seen.ts'

const ICONS = { critical: '🔴', warning: '🟡', info: '🔵' } as const
const BAR = 10

/** A comment on a pull request, or the page of a job: the verdict, what is not met with examples, and the rest folded away. */
export const qualityMarkdown: QualityReporter = ({ result, data, failOn }: QualityReport, { version }) => {
  const { results, meta } = result
  const unmet = SEVERITIES.flatMap((severity) =>
    results.filter(({ success, expectation_config }) => !success && expectation_config.severity === severity),
  )
  const met = results.filter(({ success }) => success)
  return [
    `### ${verdict(escaped(meta.table), results, failOn)}`,
    '',
    ...(unmet.length === 0 ? [] : [...unmetTable(unmet), '']),
    ...(met.length === 0 ? [] : [...metList(met), '']),
    `<sub>${escaped(data)} · ${escaped(qualitySummary(result))} · ${escaped(meta.engine)} · dq ${escaped(version)}</sub>`,
  ].join('\n')
}

function verdict(table: string, results: readonly ExpectationResult[], failOn: QualityReport['failOn']): string {
  const counts = unmetCounts(results)
  if (counts === '') return `✅ ${table}: all ${results.length} expectations are met`
  return results.some((one) => fails(one, failOn))
    ? `❌ ${table}: ${counts} not met`
    : `⚠️ ${table}: ${counts} not met, nothing that blocks`
}

const unmetTable = (unmet: readonly ExpectationResult[]): string[] => [
  '|  | Expected | Found | Examples |',
  '| --- | --- | --- | --- |',
  ...unmet.map((one) => {
    const seen = seenOf(one)
    const icon = ICONS[one.expectation_config.severity]
    return `| ${icon} | ${escaped(one.meta.words)} | ${found(seen)} | ${exampleTexts(seen.examples).map(code).join(' ') || '–'} |`
  }),
]

function found({ exception, share, observed }: Seen): string {
  if (exception !== undefined) return `cannot be judged: ${escaped(exception)}`
  const bar = share === undefined ? [] : [`${barText(share.percent)} ${escaped(shareText(share))}`]
  return [...bar, ...(observed === '' ? [] : [escaped(observed)])].join('<br>') || '–'
}

/** What is unexpected is never nothing in the picture. */
function barText(percent: number): string {
  const filled = Math.max(1, Math.round((percent / 100) * BAR))
  return `${'▰'.repeat(filled)}${'▱'.repeat(BAR - filled)}`
}

const metList = (met: readonly ExpectationResult[]): string[] => [
  `<details><summary>${met.length} met</summary>`,
  '',
  ...met.map((one) => {
    const { observed } = seenOf(one)
    return `- ${escaped(one.meta.words)}${observed === '' ? '' : ` (${escaped(observed)})`}`
  }),
  '',
  '</details>',
]
