import { formatInstant } from '../../../contracts/codec/timestamp.ts'
import { DqError } from '../../../kernel/errors.ts'
import type { SourceEvent, UnreadableEvent } from '../../../pipelines/ports.ts'
import { parseEnvelope, salvagePosition } from './envelope.ts'
import type { Line } from './lines.ts'

export interface EventFile {
  readonly topic: string
  readonly path: string
}

/** Bytes of unreadable events whose text does not give them back. */
export type LostBytes = WeakMap<UnreadableEvent, Uint8Array>

/**
 * Events of one file. Throws a DqError with file and line when a line stands before one that it should follow, or is of another topic.
 * An unreadable line keeps its place: its arrival is that of the event before it (of the next one, where there is none before);
 * its partition and offset are its own where they can still be read, else those of the event before.
 */
export async function* readEvents(
  file: EventFile,
  blocks: AsyncIterable<readonly Line[]>,
  lost: LostBytes,
): AsyncGenerator<(SourceEvent | UnreadableEvent)[]> {
  const check = orderCheck(file)
  let last: SourceEvent | undefined
  for await (const lines of blocks) {
    const parsed = lines.map((line) => (line.unreadable === undefined ? parseEnvelope(line.text) : line.unreadable))
    last ??= parsed.find((event) => typeof event !== 'string')
    const events: (SourceEvent | UnreadableEvent)[] = []
    for (const [i, event] of parsed.entries()) {
      const line = lines[i]!
      if (typeof event !== 'string') {
        check(event, line.number)
        last = event
        events.push(event)
        continue
      }
      const unreadable = toUnreadable(file, line, event, last)
      if (line.bytes !== undefined) lost.set(unreadable, line.bytes)
      events.push(unreadable)
    }
    if (events.length > 0) yield events
  }
}

function toUnreadable(file: EventFile, line: Line, why: string, last: SourceEvent | undefined): UnreadableEvent {
  const own = line.bytes === undefined ? salvagePosition(line.text) : {}
  const cut = line.isUnterminated && why.startsWith('not JSON') ? ' (the file ends in the middle of a line)' : ''
  return {
    unreadable: `line ${line.number} of the file: ${why}${cut}`,
    topic: file.topic,
    partition: own.partition ?? last?.partition ?? 0,
    offset: own.offset ?? last?.offset ?? 0,
    arrival: last?.arrival ?? own.arrival ?? 0,
    text: line.text,
  }
}

function orderCheck({ topic, path }: EventFile): (event: SourceEvent, line: number) => void {
  const offsets = new Map<number, number>()
  let arrival = Number.NEGATIVE_INFINITY
  let partition = 0
  return (event, line) => {
    const at = { file: path, line }
    if (event.topic !== topic)
      throw new DqError(
        `${path}:${line}: an event of the topic ${JSON.stringify(event.topic)} in the file of ${topic}`,
        {
          hint: 'keep one file a topic: give each topic its own',
          at,
        },
      )
    const before = offsets.get(event.partition)
    const isBack = event.arrival < arrival || (event.arrival === arrival && event.partition < partition)
    if (isBack || (before !== undefined && event.offset <= before)) {
      const why = isBack
        ? `it arrived at ${formatInstant(event.arrival)} in partition ${event.partition}, after a line of ${formatInstant(arrival)}, partition ${partition}`
        : `offset ${event.offset} of partition ${event.partition} after offset ${before}`
      throw new DqError(`${path}:${line}: out of order: ${why}`, {
        hint: 'sort the lines by arrival, partition, offset: "dq fixture record" writes them so',
        at,
      })
    }
    offsets.set(event.partition, event.offset)
    arrival = event.arrival
    partition = event.partition
  }
}
