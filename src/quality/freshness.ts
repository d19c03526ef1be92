import { secondsOf } from '../contracts/diff/diff-sla.ts'
import type { Contract } from '../contracts/model.ts'

export interface FreshnessPromise {
  /** The timestamp column it is measured on; absent when the contract names none. */
  readonly column?: string
  readonly minutes: number
}

/**
 * The freshness that a contract promises: `slaProperties` with property `freshness`, a value and a unit of time. Its column is
 * that of `element` (`<schema>.<field>`), else the event time.
 */
export function promisedFreshness(contract: Contract | undefined): FreshnessPromise | undefined {
  const promise = contract?.sla.find(({ property }) => property === 'freshness')
  const seconds = secondsOf(promise?.unit)
  const count = Number(promise?.value)
  if (promise === undefined || seconds === undefined || !(count > 0)) return undefined
  const column = promise.element?.split('.').at(-1) ?? contract?.settings.eventTime
  return { ...(column !== undefined && { column }), minutes: (count * seconds) / 60 }
}
