import type { ContractRule } from '../../validate/rule.ts'
import expiredWaiver from './expired-waiver.ts'
import invalidWaiver from './invalid-waiver.ts'
import unknownWaiverRule from './unknown-waiver-rule.ts'
import unusedWaiver from './unused-waiver.ts'

/** What can be wrong with the waivers themselves. */
export const waiverRules: readonly ContractRule[] = [expiredWaiver, invalidWaiver, unknownWaiverRule, unusedWaiver]
