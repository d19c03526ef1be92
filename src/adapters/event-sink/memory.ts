import type { EventSink, OutEvent } from '../../pipelines/ports.ts'
import { checkName } from '../store-name.ts'

/** What a sink has taken, with the offset it gave. */
export interface StoredEvent extends OutEvent {
  readonly offset: number
}

/** Keeps events in an array, readable at any time: for tests and for callers of the library. */
export function openMemorySink(): EventSink & { readonly events: readonly StoredEvent[] } {
  const events: StoredEvent[] = []
  const offsets = new Map<string, number>()
  return {
    events,
    async write(written) {
      for (const event of written) {
        const place = `${checkName('topic', event.topic)}/${event.partition}`
        const offset = offsets.get(place) ?? 0
        offsets.set(place, offset + 1)
        events.push({ ...event, offset })
      }
    },
    checkpoint: async () => ({ events: events.length }),
    async close() {},
  }
}
