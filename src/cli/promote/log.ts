import { BRANCHES_FILE } from '../../contracts/policies/files.ts'
import { isProtected } from '../../contracts/policies/path.ts'
import { DqError } from '../../kernel/errors.ts'
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
  const { policies, isThere } = await loadPolicies(settings)
  const policy = policies.branches
  const catalog = await openCatalog(settings)
  const references = await catalog.references()
  const there = new Set(references.filter(({ kind }) => kind === 'branch').map(({ name }) => name))
  if (branch !== undefined && !there.has(branch)) throw unknownReference(branch, references, 'branch')
  const wanted = [...new Set([...policy.protected, ...policy.paths.map(({ to }) => to)])]
  const known = wanted.filter((name) => there.has(name))
  if (branch === undefined && known.length === 0) throw nothingToLookAt(isThere, wanted)
  const histories: BranchHistory[] = []
  for (const name of branch === undefined ? known : [branch]) {
    const history = await promotionHistory(catalog, name)
    const guarded = isProtected(policy, name)
    histories.push({ ...history, isProtected: guarded, findings: checkHistory(history, guarded) })
  }
  return histories
}

/** Looking at nothing is no clean log. */
const nothingToLookAt = (isThere: boolean, wanted: readonly string[]): DqError =>
  isThere
    ? new DqError(`nothing to look at: the lake has no branch ${wanted.join(', ') || 'of the policy'}`, {
        hint: `dq branch list shows what it has; dq branch create ${wanted[0] ?? '<name>'} makes one`,
      })
    : new DqError(`nothing to look at: there is no contracts/${BRANCHES_FILE} that names branches`, {
        hint: 'name one yourself: dq promotions log main; dq policy show tells how a policy begins',
      })
