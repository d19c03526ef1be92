import type { PromotionPath } from './branch-policy.ts'
import { identityText, isFromCi, isListed } from './identity.ts'
import { judgeApprovals } from './judge-approvals.ts'
import { judgePermits } from './judge-permits.ts'
import { oddIdentity } from './odd-characters.ts'
import { localText, nextOpening, openingAt } from './opening.ts'
import { pathName, pathOf } from './path.ts'
import { fixOf, type PromotionRule, promotionRules } from './rules/promotion-rules.ts'
import { CLOCK_SKEW_MS, type Judgement, type Policies, type Situation, type Verdict } from './situation.ts'

/** Whether the policy lets a promotion pass: one verdict a rule, in the order of the rules. What cannot be judged does not pass. */
export function judge(policies: Policies, situation: Situation): Judgement {
  const path = pathOf(policies.branches, situation.from.branch, situation.to.branch)
  if (path === undefined) return forbidden(policies, situation)
  const approvals = judgeApprovals(policies, path, situation)
  const permits = judgePermits(policies, situation)
  const verdicts = [
    pass('promotion-path', `${pathName(path)} is a path`),
    policyVerdict(situation),
    clockVerdict(situation),
    identityVerdict(path, situation),
    actorVerdict(policies, path, situation),
    windowVerdict(policies, path, situation),
    approvals.verdict,
    permits.verdict,
  ]
  const isOpen = verdicts.every(({ status }) => status === 'pass')
  return { verdicts, isOpen, approvals: approvals.counted, permits: permits.used }
}

function forbidden({ branches }: Policies, { from, to }: Situation): Judgement {
  const ways = branches.paths.filter((path) => path.to === to.branch).map(pathName)
  const known = ways.length === 0 ? `nothing is promoted to ${to.branch}` : `the policy has ${ways.join(', ')}`
  const name = pathName({ from: from.branch, to: to.branch })
  const verdicts = promotionRules.map(({ id }): Verdict => {
    if (id === 'promotion-path')
      return { rule: id, status: 'fail', text: `${name} is no path: ${known}`, fix: fixOf(id) }
    return { rule: id, status: 'skipped', text: 'not asked: there is no such path' }
  })
  return { verdicts, isOpen: false, approvals: [], permits: [] }
}

function policyVerdict({ policySource: source, who }: Situation): Verdict {
  if (source.kind === 'ref') return pass('promotion-policy', `as of ${source.ref} (${source.commit.slice(0, 12)})`)
  // In CI the work tree is the branch that somebody wants to have promoted: it does not bring its own law.
  if (isFromCi(who))
    return fail('promotion-policy', 'the policy is that of the work tree; in CI it is named: --policy-ref origin/main')
  if (source.commit === undefined)
    return fail('promotion-policy', 'the policy is in no commit: nobody can have reviewed it')
  return source.changed
    ? fail('promotion-policy', 'the policy was changed since the last commit')
    : pass('promotion-policy', `as committed in ${source.commit.slice(0, 12)}`)
}

function clockVerdict({ now, newestCommit }: Situation): Verdict {
  if (!Number.isFinite(now)) return error('promotion-clock', 'there is no time')
  if (newestCommit === undefined || newestCommit <= now + CLOCK_SKEW_MS)
    return pass('promotion-clock', new Date(now).toISOString())
  const times = `${new Date(now).toISOString()} on this machine, ${new Date(newestCommit).toISOString()} in the newest commit`
  return error('promotion-clock', `the clock is behind: ${times}`)
}

function identityVerdict(path: PromotionPath, { who, authors }: Situation): Verdict {
  for (const one of [who, ...authors]) {
    const odd = oddIdentity(one)
    if (odd !== undefined)
      return fail('promotion-identity', `${JSON.stringify(identityText(one))} cannot be told from others: ${odd}`)
  }
  if (path.onlyInCi && !isFromCi(who))
    return fail('promotion-identity', `${identityText(who)} is what git says; ${pathName(path)} is promoted in CI only`)
  return pass('promotion-identity', `${identityText(who)}, ${isFromCi(who) ? 'as CI says' : 'as git says: a claim'}`)
}

function actorVerdict({ groups }: Policies, path: PromotionPath, { who }: Situation): Verdict {
  return isListed(who, path.actors, groups)
    ? pass('promotion-actor', `${identityText(who)} may`)
    : fail('promotion-actor', `${identityText(who)} may not: ${path.actors.join(', ')} may`)
}

function windowVerdict({ branches }: Policies, path: PromotionPath, { now }: Situation): Verdict {
  if (!Number.isFinite(now)) return error('promotion-window', 'there is no time')
  const opening = openingAt(branches, path, now)
  if (opening.kind === 'open') return pass('promotion-window', `open at ${localText(now, branches.timeZone)}`)
  const next = nextOpening(branches, path, now)
  const fix =
    next === undefined
      ? 'it does not open within 400 days: change its windows'
      : `wait until ${localText(next, branches.timeZone)}`
  const why =
    opening.kind === 'frozen'
      ? `frozen until the end of ${opening.freeze.to}: ${opening.freeze.name}`
      : `closed at ${localText(now, branches.timeZone)}`
  return { ...fail('promotion-window', why), fix }
}

const pass = (rule: PromotionRule, text: string): Verdict => ({ rule, status: 'pass', text })
const fail = (rule: PromotionRule, text: string): Verdict => ({ rule, status: 'fail', text, fix: fixOf(rule) })
const error = (rule: PromotionRule, text: string): Verdict => ({ rule, status: 'error', text, fix: fixOf(rule) })
