import { createHash } from 'node:crypto'
import type { IngestEvent, IngestSource } from '../../pipelines/ingest/ports.ts'

/** From here on partitions are no topic's, but of files: half of the numbers that the tables' type has. */
const FIRST = 2 ** 30
/** So many lines tell a file in which nothing can be read. */
const HEAD = 1024

/**
 * What cannot be read and says no position gets one of its own: its place in the file, in a partition that the beginning of the file
 * gives its number, up to the first event. So it is taken once, whatever stands beside it, and whatever the file is called.
 */
export function withOwnPositions(source: IngestSource): IngestSource {
  const given = new WeakMap<IngestEvent, IngestEvent>()
  return {
    ...source,
    async *read(from) {
      let partition: number | undefined
      for await (const events of source.read(from)) {
        partition ??= partitionOf(events, source)
        yield events.map((event) => {
          if (!('unreadable' in event) || event.place === undefined) return event
          const placed = { ...event, partition: partition!, offset: event.place }
          given.set(placed, event)
          return placed
        })
      }
    },
    rawValue: (event) => source.rawValue(given.get(event) ?? event),
  }
}

/** Of the first events of a file: they are the same ones however often it is read, and however long it becomes. */
function partitionOf(events: readonly IngestEvent[], source: IngestSource): number {
  const hash = createHash('sha256')
  for (const event of events.slice(0, HEAD)) {
    const { partition, offset } = event
    const bytes = source.rawValue(event)
    const isRead = !('unreadable' in event)
    hash.update(`${isRead ? `${partition} ${offset} ` : ''}${bytes.length}\n`).update(bytes)
    if (isRead) break
  }
  return FIRST + (hash.digest().readUInt32BE() % FIRST)
}
