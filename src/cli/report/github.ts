import type { Finding } from '../../kernel/finding.ts'
import { againstLine } from './against-line.ts'
import { hurtUsers } from './impact-text.ts'
import { type Report, type ReportContext, summary } from './report.ts'

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const

/** Workflow commands of GitHub Actions: each finding becomes an annotation on its line of the pull request. */
export const githubReport = (report: Report, context: ReportContext): string =>
  [...report.findings.map((finding) => annotation(finding, context)), commandText(summary(report))].join('\n')

function annotation(finding: Finding, { fromRoot }: ReportContext): string {
  const { at, severity, rule, message, fix, impact = [], against = [] } = finding
  const properties = Object.entries({ file: fromRoot(at.file), line: at.line, col: at.column, title: rule })
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${property(String(value))}`]))
    .join(',')
  const text = [
    message,
    ...againstLine({ against }),
    ...hurtUsers(impact).map(({ text }) => `hurts: ${text}`),
    ...(fix === undefined ? [] : [`fix: ${fix}`]),
  ]
  return `::${COMMANDS[severity]} ${properties}::${commandText(text.join('\n'))}`
}

/** As the runner takes them apart again: a line break would end the command, and begin another. */
export const commandText = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

export const property = (text: string): string => commandText(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
