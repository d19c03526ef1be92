import { type Finding, formatPlace } from '../../kernel/finding.ts'
import { paint } from '../style.ts'
import { table } from '../table.ts'
import { againstLine } from './against-line.ts'
import { hurtUsers } from './impact-text.ts'
import { type Report, summary } from './report.ts'

/** For people: a line a finding, who is hurt and how to mend it below, and last how much was looked at. */
export function textReport(report: Report): string {
  const { findings, waived = [] } = report
  const rows = table([
    ...findings.map((finding) => cells(finding, paint(COLORS[finding.severity], finding.severity))),
    ...waived.map(({ finding }) => cells(finding, paint('dim', 'waived'))),
  ]).split('\n')
  const lines = findings.flatMap((finding, i) => [rows[i] ?? '', ...more(finding)])
  const waivedLines = waived.flatMap(({ waiver }, i) => [
    rows[findings.length + i] ?? '',
    `    until ${waiver.expires} by ${waiver.owner}: ${waiver.reason}`,
  ])
  return [...lines, ...waivedLines, summary(report)].join('\n')
}

const COLORS = { error: 'red', warning: 'yellow', info: 'cyan' } as const

const cells = ({ at, message, rule, fingerprint }: Finding, severity: string): string[] => [
  formatPlace(at),
  severity,
  `${message}  ${paint('dim', `(${fingerprint === undefined ? rule : `${rule} ${fingerprint}`})`)}`,
]

const more = ({ fix, impact = [], related = [], against = [] }: Finding): string[] => [
  ...againstLine({ against }).map((line) => `    ${line}`),
  ...related.map(({ at, what }) => `    ${what}: ${formatPlace(at)}`),
  ...hurtUsers(impact).map(({ text }) => `    hurts: ${text}`),
  ...(fix === undefined ? [] : [`    fix: ${fix}`]),
]
