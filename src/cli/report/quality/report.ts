import type { Place } from '../../../kernel/finding.ts'
import type { RunRecord } from '../../../quality/history/record.ts'
import type { ExpectationResult, ValidationResult } from '../../../quality/result.ts'
import { weighsAtLeast } from '../../../quality/severity.ts'
import type { SuiteSeverity } from '../../../quality/suite.ts'
import { counted } from '../report.ts'

/** A run of a suite, with all that a format may show of it. Values of personal fields are masked already. */
export interface QualityReport {
  readonly result: ValidationResult
  /** What was judged, as the command named it. */
  readonly data: string
  /** Wall clock of the run, in milliseconds since the epoch. */
  readonly at: number
  /** The suite's file, as messages show it. */
  readonly file: string
  /** Where each expectation stands, in the order of the suite. */
  readonly places: readonly Place[]
  /** Earlier runs of the table and this one, newest first; only this one where no history is kept. */
  readonly history: readonly RunRecord[]
  readonly failOn: SuiteSeverity
}

export interface QualityContext {
  /** Version of dq. */
  readonly version: string
  /** A file as seen from the root of the repository, which is how code hosts name files. */
  readonly fromRoot: (file: string) => string
}

/** The whole report as text, without a final line break. */
export type QualityReporter = (report: QualityReport, context: QualityContext) => string

export const SEVERITIES = ['critical', 'warning', 'info'] as const satisfies readonly SuiteSeverity[]

/** Whether the run fails because of it. */
export const fails = ({ success, expectation_config }: ExpectationResult, failOn: SuiteSeverity): boolean =>
  !success && weighsAtLeast(expectation_config.severity, failOn)

/** `4 critical, 2 warning`; empty when everything is met. */
export const unmetCounts = (results: readonly ExpectationResult[]): string =>
  SEVERITIES.flatMap((severity) => {
    const many = results.filter((one) => !one.success && one.expectation_config.severity === severity).length
    return many === 0 ? [] : [`${many} ${severity}`]
  }).join(', ')

/** `15 expectations, 6 not met (4 critical, 2 warning); 9 queries in 0.02 s`. */
export function qualitySummary({ results, statistics, meta }: ValidationResult): string {
  const unmet = statistics.unsuccessful_expectations
  const found = unmet === 0 ? 'all met' : `${unmet} not met (${unmetCounts(results)})`
  const queries = meta.sql.length === 1 ? '1 query' : `${meta.sql.length} queries`
  return `${counted(statistics.evaluated_expectations, 'expectation')}, ${found}; ${queries} in ${meta.seconds.toFixed(2)} s`
}
