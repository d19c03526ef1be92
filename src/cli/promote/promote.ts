import type { Asked, BranchPolicy, GateName } from '../../contracts/policies/branch-policy.ts'
import type { Identity } from '../../contracts/policies/identity.ts'
import { askedOf, pathName } from '../../contracts/policies/path.ts'
import { planDigest } from '../../contracts/policies/plan-envelope.ts'
import { CLOCK_SKEW_MS, type Judgement, type Verdict } from '../../contracts/policies/situation.ts'
import type { Move, PromotionPlan } from '../../lake/promote/plan.ts'
import type { Settled, Step } from '../../lake/promote/settle.ts'
import type { Lake } from '../../lake/table/table.ts'
import type { Settings } from '../config.ts'
import { firstPolicy } from '../policy/first-policy.ts'
import { openLake } from '../wiring/lake.ts'
import { runGates } from './gates/run-gates.ts'
import { judgePlan, policyText } from './judge-plan.ts'
import { makePlan, type Planned } from './make-plan.ts'
import { nameOf, type Opened, openPromotion, removeLeftOvers } from './open.ts'
import type { Outcome } from './outcome.ts'
import { planDifference, planJson, readPlan, writePlan } from './plan-file.ts'
import { repairTags } from './repair-tags.ts'
import type { PromotionRequest } from './request.ts'
import { type Resolved, resolveMove } from './resolve.ts'
import { sampleRows } from './samples.ts'
import { settlePromotion } from './settle-promotion.ts'

/** What happens on the way, for who waits. */
export type OnStep = (step: Step | `gate ${GateName}`) => void

const openForPromotion = (settings: Settings): Promise<Lake> => openLake(settings, { forPromotion: true })

type File = ReturnType<typeof readPlan>

/** Promotes tables, or rolls a branch back: plans, judges and, when nothing speaks against it, moves the target. Steps end at the first that refuses. */
export async function promote(
  settings: Settings,
  request: PromotionRequest,
  onStep: OnStep = () => {},
  open: (settings: Settings) => Promise<Lake> = openForPromotion,
): Promise<Outcome> {
  const file = request.plan === undefined ? undefined : readPlan(request.plan)
  const opened = await openPromotion(settings, request.policyRef, open)
  const { catalog } = opened.lake
  await removeLeftOvers(catalog)
  const resolved = await resolveMove(catalog, file?.move ?? request.move)
  const begun = beginning(opened, resolved)
  const { from, to } = resolved.move
  const path = askedOf(opened.policies.policies.branches, resolved.move)
  if (path === undefined) return forbidden(opened, resolved, begun)
  const gone = (file === undefined ? [] : [file.from, file.to]).flatMap((was, i) => movedText(was, i === 0 ? from : to))
  if (gone.length > 0) return { ...begun, gatesLeft: path.gates, ...refused([...gone, 'plan again']) }
  if (!request.dryRun) await repairTags(catalog, to)
  const planned = await makePlan(opened, resolved, path)
  if (planned.kind !== 'plan') return withoutPlan(planned, begun, path)
  onStep('planned')
  return judged({ opened, resolved, request, file, path, planned, begun, onStep })
}

interface Going {
  readonly opened: Opened
  readonly resolved: Resolved
  readonly request: PromotionRequest
  readonly file: File | undefined
  readonly path: Asked
  readonly planned: Extract<Planned, { kind: 'plan' }>
  readonly begun: Begun
  readonly onStep: OnStep
}

async function judged({ opened, resolved, request, file, path, planned, begun, onStep }: Going): Promise<Outcome> {
  const { view, tables, index } = planned
  const isTrial = request.dryRun || request.planOut !== undefined
  const samples = await sampleRows(opened.settings, planned.plan.tables, [planned.plan.to.hash, view], request.rows)
  const judge = (plan: PromotionPlan, digest: string) =>
    judgePlan(opened, resolved, { plan, digest, planFile: request.plan, approvals: request.approvals })

  // What needs no gate is asked before the gates, which may be dear.
  const early = await judge(planned.plan, file?.digest ?? '')
  const so = {
    ...begun,
    plan: planned.plan,
    samples,
    verdicts: withHints(early.verdicts, file),
    ...(file && { digest: file.digest }),
  }
  const otherwise = file === undefined ? [] : planDifference(file, planned.plan)
  if (otherwise.length > 0)
    return { ...so, gatesLeft: path.gates, ...refused(otherwise.map((text) => `the plan holds no more: ${text}`)) }
  const isDecided = (verdict: Verdict) =>
    (file !== undefined || verdict.rule !== 'promotion-approvals') && !(isTrial && MOMENTARY.has(verdict.rule))
  const against = [...clockAhead(planned.madeAt, opened.now), ...notPassed(early.verdicts.filter(isDecided))]
  if (against.length > 0 && !isTrial) return { ...so, gatesLeft: path.gates, ...refused(against) }

  const context = {
    ...opened,
    branch: opened.policies.policies.branches,
    into: planned.plan.to.branch,
    view,
    tables,
    index,
  }
  const gates = await runGates(context, path.gates, (gate) => onStep(`gate ${gate}`))
  const plan = { ...planned.plan, gates }
  const digest = file?.digest ?? planDigest(planJson(plan))
  const judgement = await judge(plan, digest)
  const closed = gates.filter(({ verdict }) => verdict !== 'pass')
  const done = { ...so, plan, digest, gates, verdicts: withHints(judgement.verdicts, file) }
  const decided = judgement.verdicts.filter(({ rule }) => !(isTrial && MOMENTARY.has(rule)))
  if (closed.length > 0 || notPassed(decided).length > 0)
    return {
      ...done,
      ...refused([
        ...closed.map(({ gate, verdict }) => `the gate ${gate} ${GATE_SAYS[verdict]}`),
        // Whoever mends the gate would be refused by these next.
        ...notPassed(judgement.verdicts),
      ]),
    }
  onStep('judged')
  if (request.planOut !== undefined) return { ...done, result: 'planned', planFile: writePlan(request.planOut, plan) }
  if (request.dryRun) return { ...done, result: 'dry run' }
  return settled(await settlePromotion(opened, { plan, digest, gates, judgement }, onStep), done)
}

/** Rules whose answer is another one later, or for somebody else: a trial only tells them. */
const MOMENTARY: ReadonlySet<string> = new Set([
  'promotion-policy',
  'promotion-identity',
  'promotion-actor',
  'promotion-window',
  'promotion-approvals',
])

/** Approvals are of a plan: who has none yet is told how to make one. */
const withHints = (verdicts: readonly Verdict[], file: File | undefined): readonly Verdict[] =>
  verdicts.map((verdict) =>
    verdict.rule === 'promotion-approvals' && verdict.status !== 'pass' && file === undefined
      ? {
          ...verdict,
          fix: 'write the plan with --plan-out plan.json, have it approved (dq approve plan.json), then dq promote --plan plan.json',
        }
      : verdict,
  )

/** The policy sees a clock that is behind; one that is ahead is seen by the catalog, which has just made a commit. */
function clockAhead(madeAt: number | undefined, now: number): readonly string[] {
  if (madeAt !== undefined && now <= madeAt + CLOCK_SKEW_MS) return []
  const there = madeAt === undefined ? 'no time' : new Date(madeAt).toISOString()
  return [`the clock of this machine is ahead: ${new Date(now).toISOString()} here, ${there} in the catalog`]
}

const GATE_SAYS = { pass: 'passes', fail: 'does not pass', skipped: 'was skipped', error: 'could not judge' } as const

type Begun = Omit<Outcome, 'plan' | 'digest' | 'hash' | 'tags' | 'planFile'>

const beginning = ({ who, policies }: Opened, { move, tag }: Resolved): Begun => ({
  kind: move.kind,
  result: 'refused',
  from: move.from,
  to: move.to,
  base: move.base,
  tag,
  who: nameOf(who),
  policy: policyText(policies.source),
  conflicts: [],
  samples: [],
  gates: [],
  gatesLeft: [],
  verdicts: [],
  refusals: [],
  warnings: [],
})

const refused = (refusals: readonly string[]) => ({ result: 'refused' as const, refusals })

const notPassed = (verdicts: Judgement['verdicts']): readonly string[] =>
  verdicts.filter(({ status }) => status !== 'pass').map(({ text }) => text)

function forbidden({ policies, who }: Opened, { move }: Resolved, begun: Begun): Outcome {
  return { ...begun, ...refused([policies.isThere ? forbiddenText(policies, move) : noPolicy(who, move)]) }
}

/** What is not allowed is forbidden. */
const noPolicy = ({ name, email }: Identity, { kind, from, to }: Move): string =>
  `there is no policy of branches, so nothing is allowed: ${firstPolicy(kind === 'promotion' ? from.branch : 'dev', to.branch, email ?? name)}`

function forbiddenText({ policies: { branches } }: Opened['policies'], { kind, from, to }: Move): string {
  if (kind === 'rollback') return `the policy lets nobody roll ${to.branch} back`
  const ways = waysTo(branches, to.branch)
  const known = ways.length === 0 ? `nothing goes to ${to.branch}` : `it has ${ways.join(', ')}`
  return `${pathName({ from: from.branch, to: to.branch })} is no path of the policy: ${known}`
}

const waysTo = ({ paths }: BranchPolicy, branch: string): readonly string[] =>
  paths.filter(({ to }) => to === branch).map(pathName)

const movedText = (was: { branch: string; hash: string }, is: { hash: string }): readonly string[] =>
  was.hash === is.hash
    ? []
    : [`${was.branch} has moved since the plan was made: ${was.hash.slice(0, 12)} then, ${is.hash.slice(0, 12)} now`]

function withoutPlan(planned: Exclude<Planned, { kind: 'plan' }>, begun: Begun, path: Asked): Outcome {
  if (planned.kind === 'nothing') return { ...begun, result: 'nothing to do', warnings: planned.warnings }
  const left = { ...begun, gatesLeft: path.gates }
  if (planned.kind === 'moved')
    return { ...left, ...refused([`${begun.from.branch} moved while it was looked at: try again`]) }
  const { conflicts } = planned
  const tables = conflicts.length === 1 ? '1 table cannot be merged' : `${conflicts.length} tables cannot be merged`
  return { ...left, conflicts, ...refused([tables]) }
}

function settled(end: Settled, done: Outcome): Outcome {
  if (end.kind === 'moved') {
    const now = end.hash === undefined ? 'it is gone' : `it is at ${end.hash.slice(0, 12)}`
    return { ...done, ...refused([`${end.branch} moved while this was judged: ${now}. Nothing was done; plan again`]) }
  }
  const { hash, tags } = end
  const warnings = tags === undefined ? ['the tags could not be made: the next promotion makes them'] : []
  return { ...done, result: 'promoted', hash, warnings, ...(tags !== undefined && { tags }) }
}
