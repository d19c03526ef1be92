import type { SuiteSeverity } from '../suite.ts'

/** An expectation as a suite has it, with what it was drawn from. */
export interface Suggested {
  readonly type: string
  readonly kwargs: Readonly<Record<string, unknown>>
  readonly severity: SuiteSeverity
  readonly meta: { readonly evidence: Evidence }
}

/** Where it comes from: the contract, or what was counted. */
export interface Evidence {
  readonly from: 'contract' | 'data' | 'both'
  readonly [fact: string]: string | number | null
}

/** What might be expected, and is not met now. */
export interface LeftOut {
  readonly about: string
  readonly why: string
}

export interface Suggestions {
  readonly expectations: readonly Suggested[]
  readonly leftOut: readonly LeftOut[]
}

export const suggested = (
  type: string,
  kwargs: Suggested['kwargs'],
  severity: SuiteSeverity,
  evidence: Evidence,
): Suggested => ({ type, kwargs, severity, meta: { evidence } })
