import type { UsageIndex } from '../../../contracts/impact/usage-index.ts'
import type { BranchPolicy, GateName } from '../../../contracts/policies/branch-policy.ts'
import type { GateResult } from '../../../lake/promote/plan.ts'
import type { TablePair } from '../../../lake/promote/plan-tables.ts'
import type { Opened } from '../open.ts'

/** What gates judge: the state that would be. */
export interface GateContext extends Opened {
  readonly branch: BranchPolicy
  /** The target. */
  readonly into: string
  /** The commit that holds the merged tables. */
  readonly view: string
  readonly tables: readonly TablePair[]
  readonly index: UsageIndex
}

export type GateAnswer = Omit<GateResult, 'gate'>

export interface Gate {
  readonly name: GateName
  judge(context: GateContext, signal: AbortSignal): Promise<GateAnswer>
}

/** Of several answers the worst counts: what is not judged is no pass. */
const WORST = ['error', 'fail', 'skipped', 'pass'] as const

export const worst = (verdicts: readonly GateAnswer['verdict'][]): GateAnswer['verdict'] =>
  WORST.find((verdict) => verdicts.includes(verdict)) ?? 'skipped'

export const count = (items: number, noun: string): string => `${items} ${noun}${items === 1 ? '' : 's'}`
