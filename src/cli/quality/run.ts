import type { ValidationResult } from '../../quality/result.ts'
import { weighsAtLeast } from '../../quality/severity.ts'
import type { SuiteSeverity } from '../../quality/suite.ts'
import type { Settings } from '../config.ts'
import { type Judged, judge } from './judge.ts'

export interface QualityFlags {
  readonly data: string
  readonly also?: readonly (readonly [name: string, data: string])[] | undefined
  readonly set?: readonly (readonly [name: string, value: unknown])[] | undefined
  readonly history?: boolean
  readonly alerts?: boolean
}

/** Judges files by the suite of a table, or of a file. */
export const runQuality = (settings: Settings, name: string, flags: QualityFlags): Promise<Judged> =>
  judge(settings, {
    name,
    rows: { kind: 'files', data: flags.data, also: flags.also },
    parameters: Object.fromEntries(flags.set ?? []),
    ...(flags.history !== undefined && { history: flags.history }),
    ...(flags.alerts !== undefined && { alerts: flags.alerts }),
  })

/** Whether an expectation that weighs enough is not met. */
export const failsAt = ({ results }: ValidationResult, failOn: SuiteSeverity): boolean =>
  results.some(({ success, expectation_config }) => !success && weighsAtLeast(expectation_config.severity, failOn))
