import type { ContractRule } from '../../../contracts/validate/rule.ts'
import forgedAudit from './forged-audit.ts'
import promotedBreak from './promoted-break.ts'
import promotionLost from './promotion-lost.ts'
import promotionTagMoved from './promotion-tag-moved.ts'
import unauditedCommit from './unaudited-commit.ts'

/** What can be wrong with promotions: before they happen, and with the history of a branch. */
export const promoteRules: readonly ContractRule[] = [
  forgedAudit,
  promotedBreak,
  promotionLost,
  promotionTagMoved,
  unauditedCommit,
]
