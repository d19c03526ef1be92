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
  if (isState)
    return { how: 'the state of a job: goes with its windows; a running total stays until the job begins anew' }
  const { retentionMs, segmentMs, compactionLagMs } = settings
  const end = last === undefined ? undefined : goneBy(settings, last)
  if (end !== undefined)
    return {
      by: new Date(end).toISOString().slice(0, 10),
      how: `retention.ms ${durationText(retentionMs)}, and segments of ${durationText(segmentMs)}`,
    }
  if (!settings.compacts) return { how: 'never: retention.ms is -1' }
  const lag =
    compactionLagMs === undefined
      ? 'whenever it is compacted: max.compaction.lag.ms says no limit'
      : `${durationText(compactionLagMs)} after its deletion at the latest (max.compaction.lag.ms)`
  if (underOthers > 0)
    return { how: `${underOthers} of ${records} under keys of others: they stay until those are written again` }
  return { how: keys.length > 0 ? `by a record without a value, ${lag}` : `deleted already; the bytes go ${lag}` }
}
