import type { ContractRule } from '../../validate/rule.ts'
import invalidPlan from './invalid-plan.ts'
import planOutOfStep from './plan-out-of-step.ts'
import plannedRemoval from './planned-removal.ts'

/** What can be wrong with planned breaks. */
export const planRules: readonly ContractRule[] = [invalidPlan, planOutOfStep, plannedRemoval]
