import type { EventSource } from '../ports.ts'

/** The events of a source that stand before these offsets, by topic and partition; of topics without any, all. */
export const upTo = (source: EventSource, ends: ReadonlyMap<string, readonly number[]>): EventSource => ({
  ...source,
  async *read(options) {
    for await (const batch of source.read(options))
      yield batch.filter(
        ({ topic, partition, offset }) => offset < (ends.get(topic)?.[partition] ?? Number.POSITIVE_INFINITY),
      )
  },
})
