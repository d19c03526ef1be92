import type { Asked, BranchPolicy, FreshnessRule, GateName, PromotionPath, RollbackRule } from './branch-policy.ts'
import { durationMs } from './calendar.ts'
import type { Situation } from './situation.ts'

/** The way from a branch into another; undefined when the policy has none, and then it is forbidden. */
export const pathOf = (policy: BranchPolicy, from: string, to: string): PromotionPath | undefined =>
  policy.paths.find((path) => path.from === from && path.to === to)

/** What is asked before a branch is put back; undefined when nobody may. */
export const rollbackOf = (policy: BranchPolicy, branch: string): RollbackRule | undefined =>
  policy.rollbacks.find((rule) => rule.branch === branch)

/** What is asked before a promotion or a rollback; undefined when it is forbidden. */
export const askedOf = (
  policy: BranchPolicy,
  {
    kind,
    from,
    to,
  }: Pick<Situation, 'kind'> & { readonly from: { readonly branch: string }; readonly to: { readonly branch: string } },
): Asked | undefined => (kind === 'rollback' ? rollbackOf(policy, to.branch) : pathOf(policy, from.branch, to.branch))

export const pathName = ({ from, to }: Pick<PromotionPath, 'from' | 'to'>): string => `${from} → ${to}`

/** Whether nobody writes to the branch but by a promotion. */
export const isProtected = (policy: BranchPolicy, branch: string): boolean => policy.protected.includes(branch)

const DEFAULT_TIMEOUT_MS = 600_000

/** Milliseconds after which a gate that has not answered is an error. */
export function timeoutOf(policy: BranchPolicy, gate: GateName): number {
  const text = policy.timeouts[gate]
  return text === undefined ? DEFAULT_TIMEOUT_MS : durationMs(text)
}

export interface Freshness {
  /** Milliseconds. */
  readonly maxAge: number
  /** Whose greatest value says how new the data are; the newest snapshot does when there is none. */
  readonly column?: string
}

/** What is asked of a table (`bronze.orders`): by its own name, else by its layer, the first namespace of it; undefined when nothing is. */
export function freshnessOf(policy: BranchPolicy, table: string): Freshness | undefined {
  const layer = table.split('.')[0]
  const own = policy.freshness.find((one) => one.table === table)
  const rule: FreshnessRule | undefined = own ?? policy.freshness.find((one) => one.layer === layer)
  if (rule === undefined) return undefined
  return { maxAge: durationMs(rule.maxAge), ...(rule.column !== undefined && { column: rule.column }) }
}
