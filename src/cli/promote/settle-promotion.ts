import type { Judgement } from '../../contracts/policies/situation.ts'
import type { AuditRecord } from '../../lake/promote/audit.ts'
import type { GateResult, PromotionPlan } from '../../lake/promote/plan.ts'
import { type Settled, type Step, settle } from '../../lake/promote/settle.ts'
import { nameOf, type Opened } from './open.ts'

/** What the audit of a promotion is made of. */
export interface Approved {
  readonly plan: PromotionPlan
  readonly digest: string
  readonly gates: readonly GateResult[]
  readonly judgement: Judgement
}

/** Moves the target, with the audit in the same commit. */
export function settlePromotion(opened: Opened, approved: Approved, onStep: (step: Step) => void): Promise<Settled> {
  const { plan } = approved
  return settle(opened.lake.catalog, {
    move: plan,
    record: recordOf(opened, approved),
    message: messageOf(plan),
    author: nameOf(opened.who),
    scratch: opened.scratch(plan.to.branch),
    onStep,
  })
}

function recordOf({ who, now }: Opened, { plan, digest, gates, judgement }: Approved): AuditRecord {
  const { kind, from, to, base, tag, changes, policy, authors, tables } = plan
  return {
    version: 1,
    kind,
    from,
    to,
    base,
    tag,
    plan: digest,
    changes,
    actor: nameOf(who),
    authors: [...authors],
    time: new Date(now).toISOString(),
    policy,
    gates: gates.map(({ gate, verdict, looked }) => ({ gate, verdict, looked })),
    approvals: judgement.approvals.map(({ by, proof }) => ({ by, proof })),
    permits: [...judgement.permits],
    contracts: Object.fromEntries(
      tables.flatMap(({ table, after }) => (after?.contract == null ? [] : [[table, after.contract]])),
    ),
  }
}

const SHOWN = 20

/** For whoever reads the catalog's log with another tool. */
function messageOf({ kind, from, to, tag, tables }: PromotionPlan): string {
  const count = `${tables.length} ${tables.length === 1 ? 'table' : 'tables'}`
  const head =
    kind === 'promotion'
      ? `Promote ${from.branch} into ${to.branch}: ${count}`
      : `Roll ${to.branch} back to ${tag}: ${count}`
  const names = tables.slice(0, SHOWN).map((one) => `${one.kind} ${one.table}`)
  const more = tables.length > SHOWN ? [`and ${tables.length - SHOWN} more`] : []
  return [head, '', ...names, ...more].join('\n')
}
