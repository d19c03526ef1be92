import { type Finding, formatPlace, type Severity } from '../../kernel/finding.ts'
import { paint } from '../style.ts'
import { table } from '../table.ts'
import { counted, type Report } from './report.ts'

/** For people: a line a finding, how to mend it below, and last how much was looked at. */
export function textReport({ findings, looked }: Report): string {
  const rows = table(findings.map(cells)).split('\n')
  const lines = findings.flatMap((finding, i) => [rows[i] ?? '', ...fixLines(finding)])
  return [...lines, summary({ findings, looked })].join('\n')
}

const COLORS = { error: 'red', warning: 'yellow', info: 'cyan' } as const

const cells = ({ at, severity, message, rule }: Finding): string[] => [
  formatPlace(at),
  paint(COLORS[severity], severity),
  `${message}  ${paint('dim', `(${rule})`)}`,
]

const fixLines = ({ fix }: Finding): string[] => (fix === undefined ? [] : [`    fix: ${fix}`])

function summary({ findings, looked }: Report): string {
  const seen = Object.entries(looked).map(([noun, count]) => counted(count, noun))
  const severities = (['error', 'warning', 'info'] satisfies Severity[]).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length
    return count === 0 ? [] : [severity === 'info' ? `${count} info` : counted(count, severity)]
  })
  const found = counted(findings.length, 'finding') + (severities.length > 0 ? ` (${severities.join(', ')})` : '')
  return [...seen, found].join(', ')
}
