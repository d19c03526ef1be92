import { compareCodePoints } from '../../kernel/code-points.ts'
import type { JsonObject } from '../../kernel/json.ts'
import type { EventSource, SourceEvent, UnreadableEvent } from '../../pipelines/ports.ts'

/** An event to be replayed; `value` is a JSON value. */
export type MemoryEvent = Omit<SourceEvent, 'text'> | UnreadableEvent

const BATCH_EVENTS = 1024

/** Events from an array, given in any order: for tests and for callers of the library. */
export function openMemorySource(
  events: readonly MemoryEvent[],
  options: { readonly from?: JsonObject } = {},
): EventSource {
  const ordered = events.map(withText).sort(compareEvents)
  let at = Number(options.from?.at ?? 0)
  let read = 0
  let isClosed = false
  return {
    async *read({ stop = Number.POSITIVE_INFINITY } = {}) {
      let left = stop
      while (at < ordered.length && !isClosed) {
        const batch = ordered.slice(at, at + Math.min(BATCH_EVENTS, left))
        at += batch.length
        left = batch.length === left ? stop : left - batch.length
        for (const { text } of batch) read += Buffer.byteLength(text)
        yield batch
      }
    },
    position: () => ({ at }),
    rawValue: (event) => Buffer.from('unreadable' in event ? event.text : JSON.stringify(event.value)),
    progress: () => ({ read, total: ordered.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) }),
    async close() {
      isClosed = true
    },
  }
}

const withText = (event: MemoryEvent): SourceEvent | UnreadableEvent =>
  'unreadable' in event ? event : { ...event, text: JSON.stringify(event.value) }

const compareEvents = (a: SourceEvent | UnreadableEvent, b: SourceEvent | UnreadableEvent): number =>
  a.arrival - b.arrival || compareCodePoints(a.topic, b.topic) || a.partition - b.partition || a.offset - b.offset
