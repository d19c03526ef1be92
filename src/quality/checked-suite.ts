import type { Contract } from '../contracts/model.ts'
import type { Place } from '../kernel/finding.ts'
import type { Bound } from './expectation.ts'
import type { SuiteEngine, SuiteSeverity } from './suite.ts'

/** A suite in which nothing is wrong. */
export interface CheckedSuite {
  readonly name: string
  readonly file: string
  /** Contract of the table it judges; absent for a suite of data without one. */
  readonly contract?: Contract
  /** Who is to judge it. */
  readonly engine: SuiteEngine
  readonly expectations: readonly CheckedExpectation[]
}

export interface CheckedExpectation {
  readonly type: string
  /** As written, suite parameters filled in. */
  readonly kwargs: Readonly<Record<string, unknown>>
  readonly meta: Readonly<Record<string, unknown>>
  readonly id: string | null
  readonly severity: SuiteSeverity
  readonly bound: Bound
  readonly at: Place
}
