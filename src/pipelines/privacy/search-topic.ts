import { type TopicSettings, topicSettings } from '../../contracts/privacy/topic-settings.ts'
import type { Holder } from '../../lake/privacy/holder.ts'
import type { EventLog } from '../live/ports.ts'

/** A key of a person in a compacted topic. */
export interface TopicKey {
  readonly partition: number
  readonly key: Uint8Array
}

/** What a topic holds of a person. */
export interface TopicHolding {
  readonly topic: string
  readonly partitions: number
  readonly settings: TopicSettings
  /** All records that were read. */
  readonly read: number
  /** With an id in key or value. */
  readonly records: number
  /** Of those, under keys that do not hold an id. */
  readonly underOthers: number
  /** The greatest time up to the last of them, milliseconds since the epoch: see `goneBy`. */
  readonly last: number | undefined
  /** Where the topic is compacted: keys of the person whose last record is no deletion. */
  readonly keys: readonly TopicKey[]
}

export interface SearchedTopic {
  readonly topic: string
  readonly partitions: number
  /** As the broker says them. */
  readonly said: ReadonlyMap<string, string>
}

/** Reads a topic from its beginning to its end as it is now, a fetch at a time; `onRead` is told how many records there were so far. */
export async function searchTopic(
  log: Pick<EventLog, 'read'>,
  { topic, partitions, said }: SearchedTopic,
  { inBytes }: Holder,
  onRead: (records: number) => void,
): Promise<TopicHolding> {
  const settings = topicSettings(said)
  const keys = new Map<string, TopicKey>()
  let [read, records, underOthers] = [0, 0, 0]
  let last: number | undefined
  for (let partition = 0; partition < partitions; partition++) {
    let greatest = Number.NEGATIVE_INFINITY
    for await (const batch of log.read({ topic, partition })) {
      for (const record of batch) {
        greatest = Math.max(greatest, record.timestamp)
        const { key, value } = record
        const isOwn = key !== null && inBytes(key)
        if (isOwn && settings.compacts) {
          const name = `${partition} ${key.join()}`
          if (value === null) keys.delete(name)
          else if (!keys.has(name)) keys.set(name, { partition, key: Uint8Array.from(key) })
        }
        if (value === null || !(isOwn || inBytes(value))) continue
        records++
        if (!isOwn) underOthers++
        last = Math.max(last ?? greatest, greatest)
      }
      read += batch.length
      onRead(read)
    }
  }
  return { topic, partitions, settings, read, records, underOthers, last, keys: [...keys.values()] }
}
