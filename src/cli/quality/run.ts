import type { ValidationResult } from '../../quality/result.ts'
import { runSuite } from '../../quality/run-suite.ts'
import type { SuiteSeverity } from '../../quality/suite.ts'
import type { Settings } from '../config.ts'
import { qualityEngine } from '../wiring.ts'
import { requireSuite } from './suite.ts'

export interface QualityFlags {
  readonly data: string
  readonly set?: readonly (readonly [name: string, value: unknown])[] | undefined
}

/** Judges data by the suite of a table, or of a file. */
export async function runQuality(settings: Settings, name: string, flags: QualityFlags): Promise<ValidationResult> {
  const parameters = Object.fromEntries(flags.set ?? [])
  const suite = await requireSuite(settings, name, parameters)
  const engine = await qualityEngine({ data: flags.data, contract: suite.contract })
  try {
    return await runSuite(suite, engine, parameters)
  } finally {
    await engine.close()
  }
}

const WEIGHT: Readonly<Record<SuiteSeverity, number>> = { info: 0, warning: 1, critical: 2 }

/** Whether an expectation that weighs enough is not met. */
export const failsAt = ({ results }: ValidationResult, failOn: SuiteSeverity): boolean =>
  results.some(({ success, expectation_config }) => !success && WEIGHT[expectation_config.severity] >= WEIGHT[failOn])
