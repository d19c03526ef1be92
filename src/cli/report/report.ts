import type { Waiver } from '../../contracts/waivers/waiver.ts'
import type { Finding, Severity } from '../../kernel/finding.ts'
import type { RuleText } from '../rules.ts'

/** What a check found, and how much it looked at: singular noun → how many, e.g. `{ contract: 9, example: 120 }`. */
export interface Report {
  readonly findings: readonly Finding[]
  readonly looked: { readonly [noun: string]: number }
  /** What it was compared with, e.g. `main (a1b2c3d)`. */
  readonly against?: readonly string[]
  /** What a waiver excuses: shown, and not counted as a finding. */
  readonly waived?: readonly WaivedFinding[]
  /** From which severity on the check fails; default error. */
  readonly failOn?: FailOn
}

export interface WaivedFinding {
  readonly finding: Finding
  readonly waiver: Waiver
}

export type FailOn = 'error' | 'warning'

/** What a format may need beyond the report. */
export interface ReportContext {
  /** Version of dq. */
  readonly version: string
  /** The text of a rule, for formats that carry it along. */
  readonly rule: (id: string) => RuleText | undefined
  /** A finding's file as seen from the root of the repository, which is how code hosts name files. */
  readonly fromRoot: (file: string) => string
}

/** The whole report as text, without a final line break. */
export type Reporter = (report: Report, context: ReportContext) => string

export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** Whether the check fails because of it. */
export const isFailure = ({ severity }: Finding, failOn: FailOn = 'error'): boolean =>
  severity === 'error' || (failOn === 'warning' && severity === 'warning')

/** How much was looked at and found, in one line: `22 contracts against main (a1b2c3d), 3 findings (2 errors, 1 warning), 1 waived`. */
export function summary(report: Report): string {
  const { findings, waived = [] } = report
  const found = counted(findings.length, 'finding')
  const severities = severityCounts(findings)
  return [
    lookedAt(report),
    severities === '' ? found : `${found} (${severities})`,
    ...(waived.length === 0 ? [] : [`${waived.length} waived`]),
  ].join(', ')
}

/** `22 contracts against main (a1b2c3d)`. */
export function lookedAt({ looked, against = [] }: Pick<Report, 'looked' | 'against'>): string {
  const seen = Object.entries(looked).map(([noun, count]) => counted(count, noun))
  return seen.join(', ') + (against.length === 0 ? '' : ` against ${against.join(' and ')}`)
}

/** `2 errors, 1 warning`; empty when there is none. */
export const severityCounts = (findings: readonly Finding[]): string =>
  (['error', 'warning', 'info'] satisfies Severity[])
    .flatMap((severity) => {
      const count = findings.filter((finding) => finding.severity === severity).length
      return count === 0 ? [] : [severity === 'info' ? `${count} info` : counted(count, severity)]
    })
    .join(', ')
