import type { Approval, GivenApproval } from './approval.ts'
import type { Asked } from './branch-policy.ts'
import { durationMs } from './calendar.ts'
import type { Groups } from './groups.ts'
import { type Identity, identityText, isListed, mayBeSame, personOf } from './identity.ts'
import { oddIdentity } from './odd-characters.ts'
import { fixOf } from './rules/promotion-rules.ts'
import { CLOCK_SKEW_MS, type Judgement, type Policies, type Situation, type Verdict } from './situation.ts'

/** All that approvals are judged by. */
export type Approved = Pick<Situation, 'now' | 'newestCommit' | 'from' | 'to' | 'authors' | 'planDigest' | 'approvals'>

export interface JudgedApprovals {
  readonly verdict: Verdict
  readonly counted: Judgement['approvals']
  /** File and reason of the others. */
  readonly refused: readonly string[]
}

/** Counts the approvals that hold; each that does not is named with its reason. */
export function judgeApprovals(
  { groups }: Pick<Policies, 'groups'>,
  path: Asked,
  situation: Approved,
): JudgedApprovals {
  const rule = 'promotion-approvals'
  const fix = fixOf(rule)
  const counted: { given: Judged; by: Identity }[] = []
  const refused: string[] = []
  for (const given of situation.approvals) {
    const reason = 'fault' in given ? `it ${given.fault}` : faultOf(groups, path, situation, given, counted)
    if (reason !== undefined || 'fault' in given) refused.push(`${given.file}: ${reason}`)
    else counted.push({ given, by: given.approval.by })
  }
  const names = counted.map(({ by }) => identityText(by))
  const list = names.length === 0 ? '' : ` (${names.join(', ')})`
  const notCounted = refused.length === 0 ? '' : `; not counted: ${refused.join('; ')}`
  const count = path.approvals === 0 ? 'none is asked for' : `${counted.length} of ${path.approvals} approvals`
  const text = `${count}${list}${notCounted}`
  const result = counted.map(({ given, by }) => ({ file: given.file, by: identityText(by), proof: proofOf(given) }))
  if (path.approvals > 0 && situation.authors.length === 0)
    return {
      verdict: { rule, status: 'error', text: 'nobody knows who wrote what is promoted', fix },
      counted: result,
      refused,
    }
  if (counted.length < path.approvals) return { verdict: { rule, status: 'fail', text, fix }, counted: result, refused }
  return { verdict: { rule, status: 'pass', text }, counted: result, refused }
}

type Judged = Extract<GivenApproval, { readonly approval: Approval }>

/** Whatever an unsigned file says of itself, anybody could have written it. */
const proofOf = ({ proof }: Judged): 'claimed' | 'signed' => (proof.kind === 'signed' ? 'signed' : 'claimed')

/** Why an approval does not count; undefined when it does. */
function faultOf(
  groups: Groups,
  path: Asked,
  situation: Approved,
  { approval, proof }: Judged,
  counted: readonly { readonly by: Identity }[],
): string | undefined {
  const by = approval.by
  const who = identityText(by)
  if (!isSameSide(approval.from, situation.from) || !isSameSide(approval.to, situation.to))
    return 'it is of other commits than those of now'
  if (approval.plan !== situation.planDigest) return 'it is of another plan'
  const odd = oddIdentity(by)
  if (odd !== undefined) return `${JSON.stringify(who)} cannot be told from others: ${odd}`
  if (proof.kind === 'bad') return `its signature does not hold: ${proof.reason}`
  if (proof.kind === 'signed' && personOf(by, groups) !== proof.person)
    return `it names ${who}, and ${proof.person} signed it`
  if (path.signed && proof.kind !== 'signed') return 'it is not signed, and this path asks for signatures'
  const time = timeFault(Date.parse(approval.time), durationMs(path.approvalsValid), situation)
  if (time !== undefined) return time
  const approvers = path.approvers ?? path.actors
  if (!isListed(by, approvers, groups)) return `${who} may not approve: ${approvers.join(', ') || 'nobody'} may`
  if (situation.authors.some((author) => mayBeSame(author, by, groups))) return `${who} wrote what is promoted`
  if (counted.some((one) => mayBeSame(one.by, by, groups))) return `${who} has approved already`
  return undefined
}

function timeFault(time: number, valid: number, { now, newestCommit }: Approved): string | undefined {
  if (!(time <= now + CLOCK_SKEW_MS)) return 'its time has not come yet: a clock is wrong'
  if (newestCommit !== undefined && time < newestCommit - CLOCK_SKEW_MS)
    return 'it is older than the commits it approves: a clock is wrong'
  return now - time > valid ? 'it is too old' : undefined
}

const isSameSide = (a: Approval['from'], b: Approval['from']): boolean => a.branch === b.branch && a.hash === b.hash
