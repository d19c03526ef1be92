import type { Finding, Impact } from '../../kernel/finding.ts'
import { fingerprint } from '../../kernel/fingerprint.ts'
import type { Evidence } from '../check/evidence.ts'
import type { Change } from '../diff/change.ts'
import type { UsageIndex } from '../impact/usage-index.ts'
import type { Contract } from '../model.ts'
import type { Plan } from './plan-file.ts'
import { announcedDays, takenAway } from './plan-steps.ts'
import plannedRemoval from './rules/planned-removal.ts'
import { usersLeft, userText } from './users-left.ts'

/** What plans say of changes. */
export interface PlanGate {
  /** In place of what the other rules would say of the same removals. */
  readonly findings: readonly Finding[]
  /** Whether it is about a removal that a plan rules on. */
  readonly isPlanned: (evidence: Evidence) => boolean
}

/**
 * Removals that a plan covers: an error before the sunset, while somebody uses what goes, or when the baseline's readers were
 * never told the day; fine otherwise, also where Avro's rules alone would refuse them.
 */
export function planGate(
  plans: readonly Plan[],
  changes: readonly Change[],
  before: readonly Contract[],
  index: UsageIndex,
  today: string,
): PlanGate {
  const found: Finding[] = []
  const ruled = new Set<string>()
  for (const change of changes) {
    const plan = plans.find((one) => removes(one, change))
    if (plan === undefined) continue
    ruled.add(keyOf(change))
    const old = before.find(({ name }) => name === plan.contract)
    const left = usersLeft(plan, index)
    const message = refusal(plan, old, left, today)
    if (message === undefined) continue
    found.push({
      rule: plannedRemoval.id,
      severity: 'error',
      at: change.after ?? change.before ?? plan.at('contract'),
      message,
      fix: plannedRemoval.fix,
      fingerprint: fingerprint({ rule: plannedRemoval.id, of: change.of, path: change.path, text: plan.to }),
      related: [{ at: plan.at('sunset'), what: 'plan' }],
      ...(left.length > 0 && { impact: left }),
    })
  }
  return {
    findings: found,
    isPlanned: (evidence) => ruled.has(keyOf(evidence)) && evidence.kind !== 'release',
  }
}

const keyOf = ({ of, path }: Pick<Evidence, 'of' | 'path'>): string => `${of}\n${path}`

const removes = (plan: Plan, change: Change): boolean =>
  change.of === plan.contract &&
  (plan.fields === undefined
    ? change.kind === 'contract-removed'
    : change.kind === 'field-removed' && plan.fields.some(({ from }) => from === change.path))

function refusal(plan: Plan, old: Contract | undefined, left: readonly Impact[], today: string): string | undefined {
  const what = takenAway(plan)
  const told = old === undefined ? [plan.sunset] : announcedDays(plan, old)
  if (told.some((day) => day === undefined))
    return `${what} is removed, and its readers were never told: the plan ${plan.to} has to announce ${plan.sunset} first`
  const sunset = [plan.sunset, ...told].reduce<string>(
    (last, day) => (day !== undefined && day > last ? day : last),
    '',
  )
  if (today < sunset) return `${what} is promised until ${sunset} by the plan ${plan.to}`
  if (left.length === 0) return undefined
  return `${what} is removed, and ${left.map(userText).join(', ')} ${left.length === 1 ? 'has' : 'have'} not moved to ${plan.to}`
}
