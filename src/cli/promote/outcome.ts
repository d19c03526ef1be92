import type { Verdict } from '../../contracts/policies/situation.ts'
import type { TableRowsDiff } from '../../lake/diff/table-diff.ts'
import type { At, GateResult, PromotionPlan, TableConflict } from '../../lake/promote/plan.ts'
import type { PromotionTags } from '../../lake/promote/tags.ts'

/** How it ended. `refused` alone is no success. */
export type Result = 'promoted' | 'nothing to do' | 'refused' | 'dry run' | 'planned'

/** A promotion or rollback as it went, step by step, for every format; what a step needs that was never reached is absent or empty. */
export interface Outcome {
  readonly kind: 'promotion' | 'rollback'
  readonly result: Result
  readonly from: At
  readonly to: At
  readonly base: string | null
  /** Of a rollback: what it goes back to, as it was named. */
  readonly tag: string | null
  /** Who promotes, as git or CI says. */
  readonly who: string
  /** Which policy judges. */
  readonly policy: string
  readonly conflicts: readonly TableConflict[]
  readonly plan?: PromotionPlan
  /** Of the plan: what approvals are bound to. */
  readonly digest?: string
  readonly samples: readonly TableSample[]
  readonly gates: readonly GateResult[]
  /** Gates that were not asked, as something before them refused. */
  readonly gatesLeft: readonly string[]
  readonly verdicts: readonly Verdict[]
  /** Why it was refused, worst first. */
  readonly refusals: readonly string[]
  /** Of the commit that the target is at now. */
  readonly hash?: string
  readonly tags?: PromotionTags
  readonly planFile?: string
  /** What did not work around it: it changes nothing of the result. */
  readonly warnings: readonly string[]
}

/** Rows of one table that differ, personal values masked; `why` where they could not be compared. */
export type TableSample = { readonly table: string } & ({ readonly diff: TableRowsDiff } | { readonly why: string })
