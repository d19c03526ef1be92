import type { SuiteSeverity } from './suite.ts'

const WEIGHT: Readonly<Record<SuiteSeverity, number>> = { info: 0, warning: 1, critical: 2 }

/** Whether a failure of that severity weighs at least so much. */
export const weighsAtLeast = (severity: SuiteSeverity, least: SuiteSeverity): boolean =>
  WEIGHT[severity] >= WEIGHT[least]
