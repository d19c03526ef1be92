import { goneBy } from '../../contracts/privacy/topic-settings.ts'
import type { TopicHolding } from './search-topic.ts'

/** What jobs hold in memory and state, the windows that are open, is older by then. */
const LEAST_MS = 86_400_000

/**
 * Until when rows of an erased person must be ignored: as long as some topic has records that a job may read again, milliseconds since the
 * epoch; undefined: for good, for one keeps them for ever.
 */
export function keepOutUntil(topics: readonly TopicHolding[], now: number): number | undefined {
  let until = now + LEAST_MS
  for (const { settings, last } of topics) {
    if (last === undefined) continue
    const gone = goneBy(settings, last)
    if (gone === undefined) return undefined
    until = Math.max(until, gone)
  }
  return until
}
