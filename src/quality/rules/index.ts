import type { ContractRule } from '../../contracts/validate/rule.ts'
import impossibleExpectation from './impossible-expectation.ts'
import invalidExpectation from './invalid-expectation.ts'
import unknownColumn from './unknown-column.ts'
import unknownExpectation from './unknown-expectation.ts'
import unknownParameter from './unknown-parameter.ts'
import unknownTable from './unknown-table.ts'

/** What can be wrong with suites. */
export const qualityRules: readonly ContractRule[] = [
  impossibleExpectation,
  invalidExpectation,
  unknownColumn,
  unknownExpectation,
  unknownParameter,
  unknownTable,
]
