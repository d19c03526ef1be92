import type { QualityContext, QualityReport } from '../../../src/cli/report/quality/report.ts'
import { recordOf } from '../../../src/quality/history/record.ts'
import type { ExpectationResult, ValidationResult } from '../../../src/quality/result.ts'
import type { SuiteSeverity } from '../../../src/quality/suite.ts'

interface Judged {
  readonly words: string
  readonly severity?: SuiteSeverity
  readonly success: boolean
  readonly result?: ExpectationResult['result']
  readonly exception?: string
}

const one = ({ words, severity = 'critical', success, result = {}, exception }: Judged): ExpectationResult => ({
  success,
  expectation_config: {
    type: 'expect_column_values_to_be_in_set',
    kwargs: { column: words },
    meta: {},
    id: null,
    severity,
  },
  result,
  meta: { words },
  exception_info: {
    raised_exception: exception !== undefined,
    exception_traceback: null,
    exception_message: exception ?? null,
  },
})

/** 7 of 40 rows: 17.5 %. */
const share = { element_count: 50, missing_count: 10, unexpected_count: 7, unexpected_percent: 17.5 }

/** A run with one of everything, every text of which is `text`. */
export function qualityReportOf(text: string): QualityReport {
  const results = [
    one({ words: `met ${text}`, success: true, result: { observed_value: text } }),
    one({
      words: `critical ${text}`,
      success: false,
      result: { ...share, partial_unexpected_list: [text], partial_unexpected_counts: [{ value: text, count: 2 }] },
    }),
    one({ words: `warning ${text}`, severity: 'warning', success: false, result: { observed_value: -0.19 } }),
    one({
      words: `info ${text}`,
      severity: 'info',
      success: false,
      result: { observed_value: 1, details: { unexpected_rows: [{ [text]: text, n: 1, nothing: null }] } },
    }),
    one({ words: `not judged ${text}`, success: false, exception: `no column ${text}` }),
  ]
  const result: ValidationResult = {
    success: false,
    suite_name: text,
    suite_parameters: { [text]: text },
    results,
    statistics: {
      evaluated_expectations: 5,
      successful_expectations: 1,
      unsuccessful_expectations: 4,
      success_percent: 20,
    },
    meta: {
      engine: `duckdb ${text}`,
      table: text,
      seconds: 0.25,
      sql: [{ statement: `SELECT ${text}`, seconds: 0.25 }],
    },
    id: null,
  }
  const at = Date.UTC(2026, 10, 22, 10, 30)
  const history = [0, 1, 2].map((i) => recordOf(result, { at: at - i * 86_400_000, data: text }))
  const places = results.map((_, i) => ({ file: `expectations/${text}.json`, line: 3 + i, column: 5 }))
  return { result, data: text, at, file: `expectations/${text}.json`, places, history, failOn: 'critical' }
}

export const qualityContext: QualityContext = { version: '1.2.3', fromRoot: (file) => `repo/${file}` }
