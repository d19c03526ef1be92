import type { ExpectationResult, LakeState, ValidationResult } from '../result.ts'
import { stableJson } from '../stable-json.ts'
import type { SuiteSeverity } from '../suite.ts'

/** A run of a suite, as the history keeps it: verdicts, observed values and counts, no rows. */
export interface RunRecord {
  /** Wall clock, in milliseconds since the epoch. */
  readonly at: number
  readonly table: string
  readonly suite: string
  readonly engine: string
  /** What was judged, as the command named it. */
  readonly data: string
  /** Of a table of the lake. */
  readonly lake?: LakeState
  readonly success: boolean
  readonly seconds: number
  /** Rows of the table; null when no expectation counted all of them. */
  readonly rows: number | null
  /** In the order of the suite. */
  readonly expectations: readonly ExpectationRecord[]
}

export interface ExpectationRecord {
  /** The same expectation in another run: its id, else its type and parameters. */
  readonly key: string
  readonly words: string
  readonly severity: SuiteSeverity
  readonly verdict: 'met' | 'unmet' | 'not judged'
  /** A number, or short text; null when nothing single was observed. */
  readonly observed: number | string | null
  readonly elements: number | null
  readonly unexpected: number | null
}

/** What of a result is kept. Its values of personal fields are masked already. */
export function recordOf(result: ValidationResult, run: Pick<RunRecord, 'at' | 'data'>): RunRecord {
  const { success, suite_name, results, meta } = result
  return {
    ...run,
    table: meta.table,
    suite: suite_name,
    engine: meta.engine,
    ...(meta.lake !== undefined && { lake: meta.lake }),
    success,
    seconds: meta.seconds,
    rows: rowsOf(results),
    expectations: results.map(expectationRecord),
  }
}

/** What of one result is kept. */
export function expectationRecord({ success, expectation_config, result, meta, exception_info }: ExpectationResult) {
  const { id, type, kwargs, severity } = expectation_config
  return {
    key: id ?? `${type} ${stableJson(kwargs)}`,
    words: meta.words,
    severity,
    verdict: exception_info.raised_exception ? 'not judged' : success ? 'met' : 'unmet',
    observed: observedOf(result.observed_value),
    elements: numberOr(result.element_count),
    unexpected: numberOr(result.unexpected_count),
  } as const satisfies ExpectationRecord
}

const COUNTS = [
  'dq_row_count_to_match_history',
  'expect_table_row_count_to_be_between',
  'expect_table_row_count_to_equal',
]

/** The rows of the table, from an expectation that looks at all of them. */
function rowsOf(results: readonly ExpectationResult[]): number | null {
  for (const { expectation_config, result } of results) {
    if ((expectation_config.kwargs.row_condition ?? null) !== null) continue
    const found = COUNTS.includes(expectation_config.type) ? result.observed_value : result.element_count
    if (typeof found === 'number') return found
  }
  return null
}

const LONGEST = 200

const observedOf = (value: unknown): number | string | null =>
  typeof value === 'number' ? value : typeof value === 'string' ? value.slice(0, LONGEST) : null

const numberOr = (value: unknown): number | null => (typeof value === 'number' ? value : null)
