import type { ContractRule } from '../../validate/rule.ts'
import invalidPermit from './invalid-permit.ts'
import { policyLintRules } from './lint-rules.ts'
import policyTestFailed from './policy-test-failed.ts'
import { promotionRules } from './promotion-rules.ts'

/** Everything that is said about branch policies, and by them. */
export const policyRules: readonly ContractRule[] = [
  ...promotionRules,
  ...policyLintRules,
  invalidPermit,
  policyTestFailed,
]
