import type { ContractRule } from '../../validate/rule.ts'
import invalidLineage from './invalid-lineage.ts'
import missingLineage from './missing-lineage.ts'
import staleLineage from './stale-lineage.ts'

/** What can be wrong with the lineage file. */
export const lineageRules: readonly ContractRule[] = [invalidLineage, missingLineage, staleLineage]
