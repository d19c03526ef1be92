import type { ContractRule } from '../../../contracts/validate/rule.ts'
import tableBehindContract from './table-behind-contract.ts'
import tableBeyondContract from './table-beyond-contract.ts'
import tableDrift from './table-drift.ts'
import tableMissing from './table-missing.ts'
import tableWithoutContract from './table-without-contract.ts'

/** What can be wrong between tables and their contracts. */
export const tableRules: readonly ContractRule[] = [
  tableBehindContract,
  tableBeyondContract,
  tableDrift,
  tableMissing,
  tableWithoutContract,
]
