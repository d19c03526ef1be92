import { z } from 'zod'
import type { JsonObject } from '../../kernel/json.ts'
import type { SourceEvent, UnreadableEvent } from '../../pipelines/ports.ts'
import type { Block, EventFile, LostBytes } from './files/block.ts'
import {
  advance,
  copyOrder,
  misplaced,
  misplacedError,
  newOrder,
  type Order,
  orderAfter,
  orderSchema,
} from './files/order.ts'
import { afterPrefix } from './files/prefix.ts'
import { salvagePosition } from './jsonl/envelope.ts'
import { type Line, readLines } from './jsonl/lines.ts'
import { lineParser } from './jsonl/quick-envelope.ts'

/** Events that wait for their turn are many objects: more of them make the garbage collector's work. */
const LINES_AT_ONCE = 64

const placeSchema = z.object({ at: z.number(), crc: z.number(), number: z.number(), order: orderSchema })

/**
 * Events of one file of JSON Lines. Throws a DqError with file and line when a line stands before one that it should follow, or is of another topic.
 * An unreadable line keeps its place: its arrival is that of the event before it (of the next one, where there is none before);
 * its partition and offset are its own where they can still be read, else those of the event before.
 */
export async function* readJsonl(
  file: EventFile,
  bytes: AsyncIterable<Buffer>,
  lost: LostBytes,
  options: { readonly from?: JsonObject | undefined; readonly maxLineBytes?: number | undefined } = {},
): AsyncGenerator<Block> {
  const from = options.from && placeSchema.parse(options.from)
  const order = from?.order ?? newOrder()
  const parse = lineParser(file.topic)
  const chunks = from === undefined ? bytes : afterPrefix(file.path, bytes, from)
  for await (const block of readLines(chunks, options.maxLineBytes, from)) {
    for (let from = 0; from < block.lines.length; from += LINES_AT_ONCE) {
      const lines = block.lines.slice(from, from + LINES_AT_ONCE)
      const parsed = lines.map((line) => (line.unreadable === undefined ? parse(line.text) : line.unreadable))
      order.last ??= parsed.find((event) => typeof event !== 'string')
      const before = copyOrder(order)
      const events: (SourceEvent | UnreadableEvent)[] = []
      for (let i = 0; i < parsed.length; i++) {
        const event = parsed[i]!
        const line = lines[i]!
        if (typeof event !== 'string') {
          const problem = misplaced(order, event, file.topic)
          if (problem !== undefined) throw misplacedError(problem, { file: file.path, line: line.number })
          advance(order, event)
          events.push(event)
          continue
        }
        const unreadable = toUnreadable(file, line, event, order.last)
        if (line.bytes !== undefined) lost.set(unreadable, line.bytes)
        events.push(unreadable)
      }
      yield { events, after: (n) => ({ ...block.after(from + n), order: orderAfter(before, events, n) }) }
    }
  }
}

function toUnreadable(file: EventFile, line: Line, why: string, last: Order['last']): UnreadableEvent {
  const own = line.bytes === undefined ? salvagePosition(line.text) : {}
  const cut = line.isUnterminated && why.startsWith('not JSON') ? ' (the file ends in the middle of a line)' : ''
  return {
    unreadable: `line ${line.number} of the file: ${why}${cut}`,
    topic: file.topic,
    partition: own.partition ?? last?.partition ?? 0,
    offset: own.offset ?? last?.offset ?? 0,
    arrival: last?.arrival ?? own.arrival ?? 0,
    text: line.text,
    ...(own.partition === undefined || own.offset === undefined ? { place: line.number } : {}),
  }
}
