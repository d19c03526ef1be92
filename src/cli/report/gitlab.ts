import type { Finding } from '../../kernel/finding.ts'
import { jsonText } from '../json-text.ts'
import { againstLine } from './against-line.ts'
import { fingerprintOf } from './fingerprint.ts'
import { hurtUsers } from './impact-text.ts'
import type { Report, ReportContext } from './report.ts'

const SEVERITIES = { error: 'major', warning: 'minor', info: 'info' } as const

/** GitLab Code Quality: a list of issues in the merge request. GitLab drops issues that share a fingerprint, so later ones are numbered. */
export function gitlabReport({ findings }: Report, { fromRoot }: ReportContext): string {
  const seen = new Map<string, number>()
  const unique = (finding: Finding): string => {
    const own = fingerprintOf(finding)
    const count = (seen.get(own) ?? 0) + 1
    seen.set(own, count)
    return count === 1 ? own : `${own}-${count}`
  }
  return jsonText(
    findings.map((finding) => ({
      description: description(finding),
      check_name: finding.rule,
      fingerprint: unique(finding),
      severity: SEVERITIES[finding.severity],
      location: { path: fromRoot(finding.at.file), lines: { begin: finding.at.line ?? 1 } },
    })),
  )
}

/** One line: what, who is hurt, and what mends it. */
const description = ({ message, fix, impact = [], against = [] }: Finding): string =>
  [
    message,
    ...againstLine({ against }).map((line) => `(${line})`),
    ...(impact.length === 0
      ? []
      : [
          `(hurts: ${hurtUsers(impact, 3)
            .map(({ text }) => text)
            .join('; ')})`,
        ]),
    ...(fix === undefined ? [] : [`(fix: ${fix})`]),
  ].join(' ')
