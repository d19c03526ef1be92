import { declared } from './declared.ts'
import type { RunningOptions } from './ir.ts'

/**
 * @throws DqError for a length that is no positive whole number of milliseconds, and for a memory of event ids that
 * outlives the state: then a duplicate could meet a key that knows nothing of the first.
 */
export function checkRunning({ ttl, remember }: RunningOptions): RunningOptions {
  for (const [name, value] of Object.entries({ ttl, remember })) {
    if (value === undefined || (Number.isSafeInteger(value) && value > 0)) continue
    throw declared(`running: ${name} is ${value}`, 'give whole milliseconds, at least 1: minutes(10), hours(24)')
  }
  if (ttl !== undefined && ttl < remember)
    throw declared(
      `running: ids are remembered for ${remember} ms, the state for ${ttl} ms`,
      'remember no longer than ttl',
    )
  return ttl === undefined ? { remember } : { ttl, remember }
}
