import { goneBy } from '../../contracts/privacy/topic-settings.ts'
import { durationText } from '../report/duration.ts'
import type { FoundTopic } from './topics.ts'

/** When what a topic holds of a person is gone, and why. */
export interface Gone {
  /** ISO 8601, a day; undefined: nothing says. */
  readonly by?: string
  readonly how: string
}

/** By the settings of the real topic. */
export function gone({ settings, last, isState, keys, records, underOthers }: FoundTopic): Gone {
  if (isState) return { how: 'state of a job: goes with its windows; a running total stays until the job begins anew' }
  const { retentionMs, segmentMs, compactionLagMs } = settings
  const end = last === undefined ? undefined : goneBy(settings, last)
  if (end !== undefined && end < Date.now()) return { how: 'due: the broker drops it at its next look' }
  if (end !== undefined) {
    const how = `retention.ms ${durationText(retentionMs)}, in segments of ${durationText(segmentMs)}`
    return { by: new Date(end).toISOString().slice(0, 10), how }
  }
  if (!settings.compacts) return { how: 'kept for ever: retention.ms is -1' }
  if (underOthers > 0)
    return { how: `${underOthers} of ${records} under keys of others: kept until those are written again` }
  const lag = compactionLagMs === undefined ? 'no limit' : `within ${durationText(compactionLagMs)}`
  const already = keys.length > 0 ? '' : ' already'
  return { how: `deleted by key${already}; the bytes go when the topic is compacted (max.compaction.lag.ms: ${lag})` }
}
