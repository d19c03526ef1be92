import type { ContractRule } from '../../validate/rule.ts'
import invalidConsumes from './invalid-consumes.ts'
import stalePin from './stale-pin.ts'
import unknownConsumed from './unknown-consumed.ts'
import unreachablePin from './unreachable-pin.ts'

/** What can be wrong with declarations of use. */
export const consumerRules: readonly ContractRule[] = [invalidConsumes, stalePin, unknownConsumed, unreachablePin]
