import { type Finding, formatPlace } from '../../kernel/finding.ts'
import { againstLine } from './against-line.ts'
import { hurtUsers } from './impact-text.ts'
import { code, escaped } from './markdown-text.ts'
import { isFailure, type Report, type ReportContext, severityCounts, summary, type WaivedFinding } from './report.ts'

const ICONS = { error: '🔴', warning: '🟡', info: '🔵' } as const

/** A comment on a pull request: verdict, table, and what to do next, folded away. Everything from the files is escaped. */
export function markdownReport(report: Report, context: ReportContext): string {
  const { findings, waived = [], failOn } = report
  const fails = findings.some((finding) => isFailure(finding, failOn))
  const verdict = fails
    ? `❌ Data contracts: ${severityCounts(findings)}`
    : findings.length > 0
      ? `⚠️ Data contracts: ${severityCounts(findings)}, nothing that blocks`
      : '✅ Data contracts: nothing found'
  return [
    `### ${verdict}`,
    '',
    ...(findings.length === 0 ? [] : [...findingTable(findings, context), '', ...whatToDo(findings, context), '']),
    ...(waived.length === 0 ? [] : [...waivedTable(waived, context), '']),
    `<sub>${escaped(summary(report))} · dq ${escaped(context.version)}</sub>`,
  ].join('\n')
}

function findingTable(findings: readonly Finding[], context: ReportContext): string[] {
  const knowsImpact = findings.some(({ impact = [] }) => impact.length > 0)
  const row = (cells: readonly string[]) => `| ${(knowsImpact ? cells : cells.slice(0, -1)).join(' | ')} |`
  return [
    row(['', 'Where', 'What', 'Who is hurt']),
    row(['---', '---', '---', '---']),
    ...findings.map((finding) => {
      const hurt = hurtUsers(finding.impact ?? [])
        .map(({ text }) => escaped(text))
        .join('<br>')
      const what = [
        escaped(finding.message),
        ...againstLine(finding).map((line) => `<sub>${escaped(line)}</sub>`),
      ].join('<br>')
      return row([ICONS[finding.severity], place(finding, context), what, hurt || '–'])
    }),
  ]
}

/** One paragraph a rule: why it matters, how to mend each finding, and how to let it pass on purpose. */
function whatToDo(findings: readonly Finding[], context: ReportContext): string[] {
  const rules = [...new Set(findings.map(({ rule }) => rule))]
  return [
    '<details><summary>What to do next</summary>',
    '',
    ...rules.flatMap((id) => {
      const why = context.rule(id)?.why
      const mine = findings.filter(({ rule }) => rule === id)
      return [
        `**${escaped(id)}**${why === undefined ? '' : ` ${escaped(why)}`}`,
        '',
        ...mine.flatMap(({ fix, fingerprint, ...finding }) => [
          `- ${place(finding, context)}: ${escaped(fix ?? finding.message)}`,
          ...(fingerprint === undefined
            ? []
            : [
                `  - on purpose? ${code(`dq waiver add ${fingerprint} --owner <team> --reason <why> --expires <day>`)}`,
              ]),
        ]),
        '',
      ]
    }),
    `More about a rule: ${code('dq explain <rule>')}. The same check on your machine: ${code('dq contract check --against <baseline>')}.`,
    '',
    '</details>',
  ]
}

const waivedTable = (waived: readonly WaivedFinding[], context: ReportContext): string[] => [
  `<details><summary>${waived.length} waived</summary>`,
  '',
  '| Where | What | Until | Owner | Reason |',
  '| --- | --- | --- | --- | --- |',
  ...waived.map(
    ({ finding, waiver }) =>
      `| ${place(finding, context)} | ${escaped(finding.message)} | ${escaped(waiver.expires)} | ${escaped(waiver.owner)} | ${escaped(waiver.reason)} |`,
  ),
  '',
  '</details>',
]

const place = ({ at }: Pick<Finding, 'at'>, { fromRoot }: ReportContext): string =>
  code(
    formatPlace({ ...at, file: fromRoot(at.file) }).replace(/:\d+$/, (column) =>
      at.column === undefined ? column : '',
    ),
  )
