import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { PromotionPath } from '../../contracts/policies/branch-policy.ts'
import { membersOf } from '../../contracts/policies/groups.ts'
import { catalogIdentity, type Identity } from '../../contracts/policies/identity.ts'
import { judge } from '../../contracts/policies/judge.ts'
import { nextOpening, type Opening, openingAt, scheduleOf } from '../../contracts/policies/opening.ts'
import { pathName, pathOf } from '../../contracts/policies/path.ts'
import type { Permit } from '../../contracts/policies/permit.ts'
import { type PlanFile, readPlanFile } from '../../contracts/policies/plan-envelope.ts'
import type { PolicySource, Verdict } from '../../contracts/policies/situation.ts'
import { DqError } from '../../kernel/errors.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import type { Settings } from '../config.ts'
import { shownPath } from '../shown-path.ts'
import { loadApprovals } from './approvals.ts'
import { loadPolicies } from './load-policies.ts'

export interface ExplainedPath {
  readonly path: PromotionPath
  readonly isProtected: boolean
  readonly timeZone: string
  /** People and names that the lists come to. */
  readonly actors: readonly string[]
  readonly approvers: readonly string[]
  readonly opening: Opening
  /** Milliseconds since the epoch; undefined when not within 400 days. */
  readonly opens: number | undefined
  readonly freezes: readonly { readonly name: string; readonly from: string; readonly to: string }[]
  readonly permits: readonly Permit[]
  readonly who: Identity
  readonly source: PolicySource
  /** What the policy would say to `who` now. */
  readonly verdicts: readonly Verdict[]
}

export interface ExplainFlags {
  readonly 'policy-ref'?: string | undefined
  readonly plan?: string | undefined
  readonly at?: number | undefined
}

/** Everything that a path asks for, and what of it is missing now for whoever asks. */
export async function explainPath(
  settings: Settings,
  [from, to]: readonly [string, string],
  who: Identity,
  flags: ExplainFlags,
): Promise<ExplainedPath> {
  const { policies, source } = await loadPolicies(settings, flags['policy-ref'])
  const { branches, groups, permits } = policies
  const path = pathOf(branches, from, to)
  if (path === undefined) throw noSuchPath(branches.paths, { from, to })
  const now = flags.at ?? Date.now()
  const schedule = scheduleOf(branches, path)
  const plan = flags.plan === undefined ? undefined : planAt(flags.plan, { from, to })
  const { verdicts } = judge(policies, {
    kind: 'promotion',
    now,
    newestCommit: undefined,
    from: plan?.from ?? { branch: from, hash: '' },
    to: plan?.to ?? { branch: to, hash: '' },
    who,
    // Without a plan nobody knows who wrote what; whoever approves is somebody else.
    authors: plan?.authors.map(catalogIdentity) ?? [{ source: 'catalog', name: 'the author' }],
    planDigest: plan?.digest ?? '',
    approvals: flags.plan === undefined ? [] : await loadApprovals(resolve(flags.plan), [], groups),
    destructive: [],
    usedPermits: [],
    policySource: source,
  })
  const list = (entries: readonly string[]) => [...membersOf(entries, groups)].sort()
  return {
    path,
    isProtected: branches.protected.includes(to),
    timeZone: branches.timeZone,
    actors: list(path.actors),
    approvers: list(path.approvers ?? path.actors),
    opening: openingAt(schedule, now),
    opens: nextOpening(schedule, now),
    freezes: schedule.freezes.filter((freeze) => freeze.to >= new Date(now).toISOString().slice(0, 10)),
    permits: permits.filter((permit) => permit.from === from && permit.to === to),
    who,
    source,
    // What would be lost, a plan says.
    verdicts: verdicts.filter(({ rule }) => rule !== 'promotion-permits'),
  }
}

function noSuchPath(paths: readonly PromotionPath[], asked: { readonly from: string; readonly to: string }): DqError {
  const names = paths.map(pathName)
  const known = names.length === 0 ? 'contracts/policies/branches.yaml has no path' : `paths: ${names.join(', ')}`
  return new DqError(`the policy has no path ${pathName(asked)}${didYouMean(pathName(asked), names)}`, { hint: known })
}

function planAt(file: string, { from, to }: { readonly from: string; readonly to: string }): PlanFile {
  const plan = readPlanFile(readFileSync(file, 'utf8'), shownPath(resolve(file)))
  if (plan.kind === 'promotion' && plan.from.branch === from && plan.to.branch === to) return plan
  throw new DqError(`${file} is a ${plan.kind} from ${plan.from.branch} to ${plan.to.branch}`, {
    hint: `give a plan of dq promote ${from} ${to} --plan-out <file>`,
  })
}
