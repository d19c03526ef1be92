/** What decides how long a topic keeps its records, as the broker has it now. */
export interface TopicSettings {
  /** Whether records go by their age. */
  readonly deletes: boolean
  /** Whether of each key the last record alone stays. */
  readonly compacts: boolean
  /** Milliseconds; undefined: for ever. */
  readonly retentionMs: number | undefined
  /** Milliseconds until a segment is closed that is not full before: records go by whole segments. */
  readonly segmentMs: number | undefined
  /** Milliseconds after which a record is compacted at the latest; undefined: no limit. */
  readonly compactionLagMs: number | undefined
}

/** Of Kafka (https://kafka.apache.org/documentation/#topicconfigs). */
export const TOPIC_SETTINGS = ['cleanup.policy', 'retention.ms', 'segment.ms', 'max.compaction.lag.ms'] as const

export function topicSettings(said: ReadonlyMap<string, string>): TopicSettings {
  const policies = (said.get('cleanup.policy') ?? 'delete').split(',').map((policy) => policy.trim())
  return {
    deletes: policies.includes('delete'),
    compacts: policies.includes('compact'),
    retentionMs: limit(said.get('retention.ms')),
    segmentMs: limit(said.get('segment.ms')),
    compactionLagMs: limit(said.get('max.compaction.lag.ms')),
  }
}

/** Beyond it no date has a name: it is for ever. */
const LAST_DAY = 8.64e15

const limit = (text: string | undefined): number | undefined => {
  const ms = Number(text ?? -1)
  return ms < 0 || ms > LAST_DAY ? undefined : ms
}

/**
 * When a record has gone by its age at the latest, milliseconds since the epoch; undefined: never. `time` is the greatest of it and of what
 * stands before it in its partition: the segment that it is in began no later, and takes nothing that is younger by more than `segmentMs`.
 */
export function goneBy({ deletes, retentionMs, segmentMs }: TopicSettings, time: number): number | undefined {
  if (!deletes || retentionMs === undefined || segmentMs === undefined) return undefined
  const gone = time + segmentMs + retentionMs
  return gone > LAST_DAY ? undefined : gone
}
