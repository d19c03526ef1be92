import type { SuiteSeverity } from './suite.ts'

/** A table of the lake at one moment. */
export interface LakeState {
  /** The branch, tag or hash that was asked for. */
  readonly ref: string
  /** The commit that it was. */
  readonly hash: string
  /** Left out for a table without a snapshot. */
  readonly snapshot?: string
}

/** The result of a suite in the shape of Great Expectations' `to_json_dict()`, with timing and SQL beside it. */
export interface ValidationResult {
  readonly success: boolean
  readonly suite_name: string
  readonly suite_parameters: Readonly<Record<string, unknown>>
  /** In the order of the suite. */
  readonly results: readonly ExpectationResult[]
  readonly statistics: {
    readonly evaluated_expectations: number
    readonly successful_expectations: number
    readonly unsuccessful_expectations: number
    /** Null when nothing was evaluated. */
    readonly success_percent: number | null
  }
  readonly meta: {
    readonly engine: string
    readonly table: string
    readonly seconds: number
    /** Where the rows came from, if from a table of the lake. */
    readonly lake?: LakeState
    /** Every statement that ran. */
    readonly sql: readonly { readonly statement: string; readonly seconds: number }[]
  }
  readonly id: null
}

export interface ExpectationResult {
  readonly success: boolean
  readonly expectation_config: {
    readonly type: string
    readonly kwargs: Readonly<Record<string, unknown>>
    readonly meta: Readonly<Record<string, unknown>>
    readonly id: string | null
    readonly severity: SuiteSeverity
  }
  readonly result: Readonly<Record<string, unknown>>
  readonly meta: {
    /** What was expected, for people. */
    readonly words: string
  }
  readonly exception_info: {
    readonly raised_exception: boolean
    readonly exception_traceback: null
    readonly exception_message: string | null
  }
}
