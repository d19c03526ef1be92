import { contractNamed, requireContracts } from '../../contracts/repo/require.ts'
import { DqError } from '../../kernel/errors.ts'
import type { ValidationResult } from '../../quality/result.ts'
import { runSuite } from '../../quality/run-suite.ts'
import type { SuiteSeverity } from '../../quality/suite.ts'
import type { Settings } from '../config.ts'
import { contractFiles, qualityEngine } from '../wiring.ts'
import { requireSuite } from './suite.ts'

export interface QualityFlags {
  readonly data: string
  readonly also?: readonly (readonly [name: string, data: string])[] | undefined
  readonly set?: readonly (readonly [name: string, value: unknown])[] | undefined
}

/** Judges data by the suite of a table, or of a file. */
export async function runQuality(settings: Settings, name: string, flags: QualityFlags): Promise<ValidationResult> {
  const parameters = Object.fromEntries(flags.set ?? [])
  const contracts = await requireContracts(await contractFiles(settings))
  const suite = await requireSuite(settings, contracts, name, parameters)
  if (suite.expectations.length === 0)
    throw new DqError('nothing was judged: the suite expects nothing', {
      at: { file: suite.file },
      hint: 'give it an expectation',
    })
  const others = (flags.also ?? []).map(([other, data]) => ({
    name: other,
    data,
    contract: contractNamed(contracts, other),
  }))
  const engine = await qualityEngine({ data: flags.data, contract: suite.contract, others })
  try {
    return await runSuite(suite, engine, { parameters, now: Date.now() })
  } finally {
    await engine.close()
  }
}

const WEIGHT: Readonly<Record<SuiteSeverity, number>> = { info: 0, warning: 1, critical: 2 }

/** Whether an expectation that weighs enough is not met. */
export const failsAt = ({ results }: ValidationResult, failOn: SuiteSeverity): boolean =>
  results.some(({ success, expectation_config }) => !success && WEIGHT[expectation_config.severity] >= WEIGHT[failOn])
