import type { Asked, BranchPolicy } from './branch-policy.ts'
import { identityText, isFromCi, isListed } from './identity.ts'
import { judgeApprovals } from './judge-approvals.ts'
import { judgePermits } from './judge-permits.ts'
import { oddIdentity } from './odd-characters.ts'
import { localText, nextOpening, openingAt, rollbackSchedule, type Schedule, scheduleOf } from './opening.ts'
import { pathName, pathOf, rollbackOf } from './path.ts'
import { fixOf, type PromotionRule, promotionRules } from './rules/promotion-rules.ts'
import { CLOCK_SKEW_MS, type Judgement, type Policies, type Situation, type Verdict } from './situation.ts'

/** Whether the policy lets a promotion pass: one verdict a rule, in the order of the rules. What cannot be judged does not pass. */
export function judge(policies: Policies, situation: Situation): Judgement {
  const way = wayOf(policies, situation)
  const judged = way === undefined ? forbidden(policies, situation) : judgeWay(policies, way, situation)
  return { ...judged, verdicts: judged.verdicts.map((verdict) => withBranches(verdict, situation)) }
}

/** The fix as a command that can be copied: the rules know no branches. */
const withBranches = (verdict: Verdict, { kind, from, to }: Situation): Verdict =>
  kind === 'rollback' || verdict.fix === undefined
    ? verdict
    : { ...verdict, fix: verdict.fix.replace('explain <from> <to>', `explain ${from.branch} ${to.branch}`) }

type AskedWay = Asked & { readonly name: string; readonly schedule: Schedule }

function wayOf({ branches }: Policies, { kind, from, to }: Situation): AskedWay | undefined {
  const path = kind === 'promotion' ? pathOf(branches, from.branch, to.branch) : undefined
  if (path !== undefined) return { ...path, name: pathName(path), schedule: scheduleOf(branches, path) }
  const rule = kind === 'rollback' ? rollbackOf(branches, to.branch) : undefined
  return rule && { ...rule, name: `a rollback of ${rule.branch}`, schedule: rollbackSchedule(branches, rule) }
}

function judgeWay(policies: Policies, path: AskedWay, given: Situation): Judgement {
  const situation = given.kind === 'rollback' ? { ...given, authors: [given.who] } : given
  const approvals = judgeApprovals(policies, path, situation)
  const permits = judgePermits(policies, situation)
  const verdicts = [
    pass('promotion-path', `${path.name} is allowed`),
    policyVerdict(situation),
    clockVerdict(situation),
    identityVerdict(path, situation),
    actorVerdict(policies, path, situation),
    windowVerdict(path.schedule, situation),
    approvals.verdict,
    permits.verdict,
  ]
  const isOpen = verdicts.every(({ status }) => status === 'pass')
  return { verdicts, isOpen, approvals: approvals.counted, permits: permits.used }
}

function forbidden({ branches }: Policies, { kind, from, to }: Situation): Judgement {
  const text =
    kind === 'rollback'
      ? `nobody may roll ${to.branch} back: "rollbacks" does not have it`
      : noPath(branches, from.branch, to.branch)
  const verdicts = promotionRules.map(({ id }): Verdict => {
    if (id === 'promotion-path') return { rule: id, status: 'fail', text, fix: fixOf(id) }
    return { rule: id, status: 'skipped', text: 'not asked: it is not allowed at all' }
  })
  return { verdicts, isOpen: false, approvals: [], permits: [] }
}

function noPath({ paths }: BranchPolicy, from: string, to: string): string {
  const ways = paths.filter((path) => path.to === to).map(pathName)
  const known = ways.length === 0 ? `nothing is promoted to ${to}` : `the policy has ${ways.join(', ')}`
  return `${pathName({ from, to })} is no path: ${known}`
}

function policyVerdict({ policySource: source, who }: Situation): Verdict {
  if (source.kind === 'ref') return pass('promotion-policy', `as of ${source.ref} (${source.commit.slice(0, 7)})`)
  // In CI the work tree is the branch that somebody wants to have promoted: it does not bring its own law.
  if (isFromCi(who))
    return fail('promotion-policy', 'the policy is that of the work tree; in CI it is named: --policy-ref origin/main')
  if (source.commit === undefined)
    return fail('promotion-policy', 'the policy is in no commit: nobody can have reviewed it')
  return source.changed
    ? fail('promotion-policy', 'the policy was changed since the last commit')
    : pass('promotion-policy', `as committed (${source.commit.slice(0, 7)})`)
}

function clockVerdict({ now, newestCommit }: Situation): Verdict {
  if (!Number.isFinite(now)) return error('promotion-clock', 'there is no time')
  if (newestCommit === undefined || newestCommit <= now + CLOCK_SKEW_MS)
    return pass('promotion-clock', new Date(now).toISOString())
  const times = `${new Date(now).toISOString()} on this machine, ${new Date(newestCommit).toISOString()} in the newest commit`
  return error('promotion-clock', `the clock is behind: ${times}`)
}

function identityVerdict(path: AskedWay, { who, authors }: Situation): Verdict {
  for (const one of [who, ...authors]) {
    const odd = oddIdentity(one)
    if (odd !== undefined)
      return fail('promotion-identity', `${JSON.stringify(identityText(one))} cannot be told from others: ${odd}`)
  }
  if (path.onlyInCi && !isFromCi(who))
    return fail('promotion-identity', `${identityText(who)} is what git says; ${path.name} is for CI only`)
  return pass('promotion-identity', `${identityText(who)}, ${isFromCi(who) ? 'as CI says' : 'as git says: a claim'}`)
}

function actorVerdict({ groups }: Policies, path: AskedWay, { who }: Situation): Verdict {
  return isListed(who, path.actors, groups)
    ? pass('promotion-actor', `${identityText(who)} may`)
    : fail('promotion-actor', `${identityText(who)} may not: ${path.actors.join(', ')} may`)
}

function windowVerdict(schedule: Schedule, { now }: Situation): Verdict {
  if (!Number.isFinite(now)) return error('promotion-window', 'there is no time')
  const opening = openingAt(schedule, now)
  if (opening.kind === 'open') return pass('promotion-window', `open at ${localText(now, schedule.timeZone)}`)
  const next = nextOpening(schedule, now)
  const fix =
    next === undefined
      ? 'it does not open within 400 days: change its windows'
      : `wait until ${localText(next, schedule.timeZone)}`
  const why =
    opening.kind === 'frozen'
      ? `frozen until the end of ${opening.freeze.to}: ${opening.freeze.name}`
      : `closed at ${localText(now, schedule.timeZone)}`
  return { ...fail('promotion-window', why), fix }
}

const pass = (rule: PromotionRule, text: string): Verdict => ({ rule, status: 'pass', text })
const fail = (rule: PromotionRule, text: string): Verdict => ({ rule, status: 'fail', text, fix: fixOf(rule) })
const error = (rule: PromotionRule, text: string): Verdict => ({ rule, status: 'error', text, fix: fixOf(rule) })
