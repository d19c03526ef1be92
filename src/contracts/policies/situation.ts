import type { GivenApproval } from './approval.ts'
import type { BranchPolicy } from './branch-policy.ts'
import type { Groups } from './groups.ts'
import type { Identity } from './identity.ts'
import type { DestructiveKind, Permit } from './permit.ts'

/** All files that decide, of one moment. */
export interface Policies {
  readonly branches: BranchPolicy
  readonly groups: Groups
  readonly permits: readonly Permit[]
}

/** Where the policy was read. */
export type PolicySource =
  /** At a commit that the branch to be promoted has no say in (`--policy-ref`). */
  | { readonly kind: 'ref'; readonly ref: string; readonly commit: string }
  /** In the work tree: `changed` when it is not what the last commit holds. */
  | { readonly kind: 'worktree'; readonly commit: string | undefined; readonly changed: boolean }

export interface DestructiveChange {
  readonly kind: DestructiveKind
  /** `bronze.orders`. */
  readonly table: string
  readonly column?: string | undefined
  /** Of `rows-lost`. */
  readonly rows?: number | undefined
}

/** One side of the promotion, where it stands now. */
export interface Side {
  readonly branch: string
  readonly hash: string
}

/** Everything that a promotion is judged by; nothing else is looked at, no clock and no file. */
export interface Situation {
  /** `rollback`: the branch `to` goes back to where `from`, a tag, is. */
  readonly kind: 'promotion' | 'rollback'
  /** Milliseconds since the epoch, by the clock of the machine that promotes. */
  readonly now: number
  /** Time of the newest commit of both branches, by the catalog's clock, in milliseconds; undefined when there is none. */
  readonly newestCommit: number | undefined
  readonly from: Side
  readonly to: Side
  readonly who: Identity
  /** Of the commits that would be merged; who rolls back is taken for the author of that. */
  readonly authors: readonly Identity[]
  readonly planDigest: string
  readonly approvals: readonly GivenApproval[]
  readonly destructive: readonly DestructiveChange[]
  /** Ids in the audit records of the target branch. */
  readonly usedPermits: readonly string[]
  readonly policySource: PolicySource
}

/** `skipped` and `error` do not pass. */
export interface Verdict {
  readonly rule: string
  readonly status: 'pass' | 'fail' | 'skipped' | 'error'
  readonly text: string
  readonly fix?: string
}

export interface Judgement {
  readonly verdicts: readonly Verdict[]
  /** Whether every verdict is a pass. */
  readonly isOpen: boolean
  /** Files of the approvals that count, with who gave them: for the audit record. */
  readonly approvals: readonly {
    readonly file: string
    readonly by: string
    readonly proof: 'claimed' | 'signed'
  }[]
  /** Ids of the permits that this promotion uses up: for the audit record. */
  readonly permits: readonly string[]
}

/** Clocks of two machines differ; by more than a minute, one of them is wrong. */
export const CLOCK_SKEW_MS = 60_000
