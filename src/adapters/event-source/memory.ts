import { compareCodePoints } from '../../kernel/code-points.ts'
import type { EventSource, SourceEvent, UnreadableEvent } from '../../pipelines/ports.ts'

/** An event to be replayed; `value` is a JSON value. */
export type MemoryEvent = Omit<SourceEvent, 'text'> | UnreadableEvent

const BATCH_EVENTS = 1024

/** Events from an array, given in any order: for tests and for callers of the library. */
export function openMemorySource(events: readonly MemoryEvent[]): EventSource {
  const ordered = events.map(withText).sort(compareEvents)
  let read = 0
  let isClosed = false
  return {
    async *read() {
      for (let start = 0; start < ordered.length && !isClosed; start += BATCH_EVENTS) {
        const batch = ordered.slice(start, start + BATCH_EVENTS)
        for (const { text } of batch) read += Buffer.byteLength(text)
        yield batch
      }
    },
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
