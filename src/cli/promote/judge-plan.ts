import { catalogIdentity } from '../../contracts/policies/identity.ts'
import { judge } from '../../contracts/policies/judge.ts'
import type { DestructiveChange, Judgement, PolicySource } from '../../contracts/policies/situation.ts'
import type { BranchCatalog } from '../../lake/catalog/port.ts'
import { auditOf } from '../../lake/promote/audit.ts'
import type { PromotionPlan } from '../../lake/promote/plan.ts'
import { loadApprovals } from '../policy/approvals.ts'
import type { Opened } from './open.ts'
import type { Resolved } from './resolve.ts'

export interface Judged {
  readonly plan: PromotionPlan
  readonly digest: string
  /** Where the plan is, and its approvals beside it. */
  readonly planFile: string | undefined
  readonly approvals: readonly string[]
}

/** Lets the policy judge a plan, with everything it may look at. */
export async function judgePlan(
  { policies, who, now, lake }: Opened,
  { newestCommit }: Resolved,
  { plan, digest, planFile, approvals }: Judged,
): Promise<Judgement> {
  return judge(policies.policies, {
    kind: plan.kind,
    now,
    newestCommit,
    from: plan.from,
    to: plan.to,
    who,
    authors: plan.authors.map(catalogIdentity),
    planDigest: digest,
    approvals: await loadApprovals(planFile, approvals, policies.policies.groups),
    destructive: plan.destructive.map(({ detail: _, ...change }): DestructiveChange => change),
    usedPermits: await usedPermits(lake.catalog, plan.to.hash),
    policySource: policies.source,
  })
}

/** A permit is used once, whatever became of what it was used for. */
async function usedPermits(catalog: BranchCatalog, at: string): Promise<readonly string[]> {
  return (await catalog.log(at)).flatMap((commit) => {
    const audit = auditOf(commit)
    return audit.kind === 'audited' ? audit.record.permits : []
  })
}

export const policyText = (source: PolicySource): string =>
  source.kind === 'ref'
    ? `of ${source.ref} (${source.commit.slice(0, 12)})`
    : source.commit === undefined
      ? 'of the work tree, in no commit'
      : `of the work tree${source.changed ? ', changed since' : ', as in'} ${source.commit.slice(0, 12)}`
