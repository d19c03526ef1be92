import { isJsonObject } from '../../kernel/json.ts'
import type { IngestEvent, IngestSource } from '../../pipelines/ingest/ports.ts'
import { readChunks } from './files/chunks.ts'
import { readLines } from './jsonl/lines.ts'

/**
 * Messages of a connector, one a line, as `kafka-console-consumer` prints them: without positions. A message's offset is its number in the
 * file, from 0, in partition 0; its time that of the connector (`ts_ms`).
 */
export function openMessages(topic: string, path: string): IngestSource {
  const lost = new WeakMap<IngestEvent, Uint8Array>()
  return {
    async *read() {
      let offset = 0
      let arrival = 0
      for await (const { lines } of readLines(readChunks(path, () => {}))) {
        const events: IngestEvent[] = []
        for (const { text, unreadable, bytes, number } of lines) {
          const value = unreadable === undefined ? parsed(text) : undefined
          arrival = (value === undefined ? undefined : timeOf(value)) ?? arrival
          const at = { topic, partition: 0, offset: offset++, arrival, key: null, text }
          const event: IngestEvent =
            value === undefined
              ? { ...at, unreadable: `line ${number} of the file: ${unreadable ?? 'no JSON'}` }
              : { ...at, value }
          if (bytes !== undefined) lost.set(event, bytes)
          events.push(event)
        }
        yield events
      }
    },
    rawValue: (event) => lost.get(event) ?? Buffer.from(event.text),
    async close() {},
  }
}

/** Whether a file holds such messages: the first line that is an object is no event with a position. Tombstones and what nobody can read may stand before it. */
export async function holdsMessages(path: string): Promise<boolean> {
  for await (const { lines } of readLines(readChunks(path, () => {})))
    for (const { text, unreadable } of lines) {
      const value = unreadable === undefined ? parsed(text) : undefined
      if (isJsonObject(value)) return !('topic' in value && 'offset' in value && 'value' in value)
    }
  return false
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Milliseconds: when the connector handled the change, or else when the database made it. */
function timeOf(message: unknown): number | undefined {
  const payload = isJsonObject(message) && 'payload' in message ? message.payload : message
  if (!isJsonObject(payload)) return undefined
  const own = millis(payload.ts_ms)
  return own ?? (isJsonObject(payload.source) ? millis(payload.source.ts_ms) : undefined)
}

function millis(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  return Number.isSafeInteger(number) ? (number as number) : undefined
}
