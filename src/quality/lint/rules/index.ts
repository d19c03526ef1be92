import type { SuiteRule } from '../rule.ts'
import everythingFits from './everything-fits.ts'
import expectedTwice from './expected-twice.ts'
import guaranteedByContract from './guaranteed-by-contract.ts'
import nothingFits from './nothing-fits.ts'
import patternReadOtherwise from './pattern-read-otherwise.ts'
import patternRefused from './pattern-refused.ts'
import sayIgnoreRowIf from './say-ignore-row-if.ts'
import typeOfOneEngine from './type-of-one-engine.ts'
import valueNeverOccurs from './value-never-occurs.ts'
import valueOfAnotherType from './value-of-another-type.ts'

/** Advice about suites; a new rule is one more file and one more row. */
export const suiteRules: readonly SuiteRule[] = [
  everythingFits,
  expectedTwice,
  guaranteedByContract,
  nothingFits,
  patternReadOtherwise,
  patternRefused,
  sayIgnoreRowIf,
  typeOfOneEngine,
  valueNeverOccurs,
  valueOfAnotherType,
]
