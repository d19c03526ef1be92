import type { ContractRule } from '../../contracts/validate/rule.ts'
import { suiteRules } from '../lint/rules/index.ts'
import impossibleExpectation from './impossible-expectation.ts'
import invalidExpectation from './invalid-expectation.ts'
import unknownColumn from './unknown-column.ts'
import unknownExpectation from './unknown-expectation.ts'
import unknownParameter from './unknown-parameter.ts'
import unknownTable from './unknown-table.ts'

/** What can be wrong with suites, and advice about them. */
export const qualityRules: readonly ContractRule[] = [
  impossibleExpectation,
  invalidExpectation,
  unknownColumn,
  unknownExpectation,
  unknownParameter,
  unknownTable,
  ...suiteRules,
]
