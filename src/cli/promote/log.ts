import { isProtected } from '../../contracts/policies/path.ts'
import type { Finding } from '../../kernel/finding.ts'
import { unknownReference } from '../../lake/catalog/unknown-reference.ts'
import { checkHistory } from '../../lake/promote/check-history.ts'
import { type PromotionHistory, promotionHistory } from '../../lake/promote/history.ts'
import type { Settings } from '../config.ts'
import { loadPolicies } from '../policy/load-policies.ts'
import { openCatalog } from '../wiring/lake.ts'

export interface BranchHistory extends PromotionHistory {
  readonly isProtected: boolean
  readonly findings: readonly Finding[]
}

/** What was promoted to branches and taken back there, and what is wrong with that: of one branch, or of all that the policy protects. */
export async function promotionsLog(settings: Settings, branch: string | undefined): Promise<readonly BranchHistory[]> {
  const { branches: policy } = (await loadPolicies(settings)).policies
  const catalog = await openCatalog(settings)
  const references = await catalog.references()
  const there = new Set(references.filter(({ kind }) => kind === 'branch').map(({ name }) => name))
  if (branch !== undefined && !there.has(branch)) throw unknownReference(branch, references)
  const known = [...new Set([...policy.protected, ...policy.paths.map(({ to }) => to)])].filter((name) =>
    there.has(name),
  )
  const histories: BranchHistory[] = []
  for (const name of branch === undefined ? known : [branch]) {
    const history = await promotionHistory(catalog, name)
    const guarded = isProtected(policy, name)
    histories.push({ ...history, isProtected: guarded, findings: checkHistory(history, guarded) })
  }
  return histories
}
