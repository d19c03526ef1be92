import { fieldPairs, symbolPairs } from './fields.ts'
import { kindPairs } from './kinds.ts'
import { namePairs } from './names.ts'
import type { Pair } from './pair.ts'
import { shapePairs } from './shapes.ts'

/** The pairs that are written down, each at the edge of a rule or a quirk of Avro Java. */
export const enumeratedPairs = (): readonly Pair[] => [
  ...kindPairs(),
  ...namePairs(),
  ...fieldPairs(),
  ...symbolPairs(),
  ...shapePairs(),
]
