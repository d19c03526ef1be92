import type { Permit } from './permit.ts'
import { fixOf } from './rules/promotion-rules.ts'
import type { DestructiveChange, Policies, Situation, Verdict } from './situation.ts'

export interface JudgedPermits {
  readonly verdict: Verdict
  readonly used: readonly string[]
}

/** Every destructive change needs a permit of this path, this table and this kind. */
export function judgePermits({ permits }: Policies, situation: Situation): JudgedPermits {
  const rule = 'promotion-permits'
  if (situation.kind === 'rollback')
    return { verdict: { rule, status: 'pass', text: 'what is undone stays at its tag' }, used: [] }
  const used = new Set<string>()
  const missing: string[] = []
  for (const change of situation.destructive) {
    const matching = permits.filter((permit) => covers(permit, change, situation))
    const faults = matching.map((permit) => [permit, faultOf(permit, change, situation)] as const)
    const valid = faults.find(([, fault]) => fault === undefined)
    if (valid !== undefined) used.add(valid[0].id)
    else missing.push(`${changeText(change)}: ${reasonOf(faults)}`)
  }
  if (missing.length > 0)
    return { verdict: { rule, status: 'fail', text: missing.join('; '), fix: fixOf(rule) }, used: [...used] }
  const text = situation.destructive.length === 0 ? 'nothing is lost' : `permitted by ${[...used].join(', ')}`
  return { verdict: { rule, status: 'pass', text }, used: [...used] }
}

const covers = (permit: Permit, { kind, table, column }: DestructiveChange, { from, to }: Situation): boolean =>
  permit.from === from.branch &&
  permit.to === to.branch &&
  permit.table === table &&
  permit.kind === kind &&
  (permit.column === undefined || permit.column === column)

function faultOf({ id, expires, rows }: Permit, change: DestructiveChange, situation: Situation): string | undefined {
  if (situation.usedPermits.includes(id)) return `permit ${id} was used before`
  // The later of both clocks: one that was put back brings no permit back.
  const now = Math.max(situation.now, situation.newestCommit ?? 0)
  if (!Number.isFinite(now)) return 'there is no time'
  if (!(new Date(now).toISOString().slice(0, 10) <= expires)) return `permit ${id} expired on ${expires}`
  if (rows !== undefined && !(change.rows !== undefined && change.rows <= rows))
    return `permit ${id} is of ${rows} rows at most`
  return undefined
}

const reasonOf = (faults: readonly (readonly [Permit, string | undefined])[]): string =>
  faults.length === 0 ? 'no permit' : faults.map(([, fault]) => fault).join(', ')

const changeText = ({ kind, table, column, rows }: DestructiveChange): string =>
  `${kind} of ${column === undefined ? table : `${table}.${column}`}${rows === undefined ? '' : ` (${rows} rows)`}`
