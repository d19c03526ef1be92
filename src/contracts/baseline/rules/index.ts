import type { ContractRule } from '../../validate/rule.ts'
import brokenBaseline from './broken-baseline.ts'
import historyIncomplete from './history-incomplete.ts'

/** What can be wrong with what is compared with. */
export const baselineRules: readonly ContractRule[] = [brokenBaseline, historyIncomplete]
