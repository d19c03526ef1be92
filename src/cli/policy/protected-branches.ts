import { BRANCHES_FILE } from '../../contracts/policies/files.ts'
import { readBranchPolicy } from '../../contracts/policies/read-policy.ts'
import { DqError } from '../../kernel/errors.ts'
import type { Settings } from '../config.ts'
import { policyTexts } from './policy-texts.ts'

/** Branches that are written to by promotions only, by the policy in the work tree; none without one. A policy that cannot be read protects everything: it is a DqError. */
export async function protectedBranches(settings: Settings): Promise<readonly string[]> {
  const file = policyTexts(settings).get(BRANCHES_FILE)
  if (file === undefined) return []
  const { policy, findings } = readBranchPolicy(file.text, file.shown)
  if (policy !== undefined) return policy.protected
  const [first] = findings
  throw new DqError(`nothing is written while the policy has mistakes: ${first?.message}`, {
    ...(first !== undefined && { at: first.at }),
    hint: 'dq policy lint shows them all',
  })
}
