import type { ExpectationResult, ValidationResult } from './result.ts'
import { weighsAtLeast } from './severity.ts'
import type { SuiteSeverity } from './suite.ts'

/** What a gate asks of a table. */
export interface GatePolicy {
  /** From which severity on an expectation that is not met closes the gate. */
  readonly failOn: SuiteSeverity
  /** What it means that a table has no suite. */
  readonly withoutSuite: 'skipped' | 'error'
}

export const DEFAULT_GATE: GatePolicy = { failOn: 'critical', withoutSuite: 'skipped' }

/** Whether a table may go on. Only `pass` and `skipped` open the gate. */
export type GateVerdict =
  | {
      readonly kind: 'pass'
      readonly table: string
      /** What is not met and weighs too little to close it. */
      readonly warnings: readonly string[]
      readonly result: ValidationResult
    }
  | {
      readonly kind: 'fail'
      readonly table: string
      readonly reasons: readonly string[]
      readonly result: ValidationResult
    }
  | { readonly kind: 'skipped'; readonly table: string; readonly reason: string }
  /** Nobody knows: the run failed, or an expectation that weighs enough could not be judged. */
  | {
      readonly kind: 'error'
      readonly table: string
      readonly reasons: readonly string[]
      readonly result?: ValidationResult
    }

/** The verdict on a run. What could not be judged never passes. */
export function gateVerdict(
  result: ValidationResult,
  { failOn }: Pick<GatePolicy, 'failOn'> = DEFAULT_GATE,
): GateVerdict {
  const { table } = result.meta
  if (result.results.length === 0) return { kind: 'error', table, reasons: ['nothing was judged'], result }
  const notMet = result.results.filter(({ success }) => !success)
  const [weighty, light] = partition(notMet, (one) => weighsAtLeast(one.expectation_config.severity, failOn))
  if (weighty.length === 0) return { kind: 'pass', table, warnings: light.map(reasonOf), result }
  const isUnmet = weighty.some(({ exception_info }) => !exception_info.raised_exception)
  return { kind: isUnmet ? 'fail' : 'error', table, reasons: weighty.map(reasonOf), result }
}

/** Whether everything may go on. No verdict at all opens nothing. */
export const gateIsOpen = (verdicts: readonly GateVerdict[]): boolean =>
  verdicts.length > 0 && verdicts.every(({ kind }) => kind === 'pass' || kind === 'skipped')

function reasonOf({ meta, result, exception_info }: ExpectationResult): string {
  const { raised_exception, exception_message } = exception_info
  if (raised_exception) return `${meta.words}: cannot be judged: ${exception_message}`
  const { unexpected_count: unexpected, element_count: elements, observed_value: observed } = result
  if (typeof unexpected === 'number' && typeof elements === 'number')
    return `${meta.words}: ${unexpected} of ${elements}`
  return typeof observed === 'number' || typeof observed === 'string'
    ? `${meta.words}: observed ${observed}`
    : meta.words
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [items.filter(test), items.filter((item) => !test(item))]
}
