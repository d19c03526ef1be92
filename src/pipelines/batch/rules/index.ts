import type { ContractRule } from '../../../contracts/validate/rule.ts'
import outputBreaksContract from './output-breaks-contract.ts'
import outputKeyRepeated from './output-key-repeated.ts'
import outputOfAnotherDay from './output-of-another-day.ts'

/** What can be wrong with the rows that a batch job is about to write. */
export const batchRules: readonly ContractRule[] = [outputBreaksContract, outputKeyRepeated, outputOfAnotherDay]
