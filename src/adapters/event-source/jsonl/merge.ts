import type { SourceEvent, UnreadableEvent } from '../../../pipelines/ports.ts'

type Event = SourceEvent | UnreadableEvent

interface Cursor {
  readonly blocks: AsyncIterator<readonly Event[]>
  block: readonly Event[]
  index: number
}

/**
 * Merges sequences that are each in order into the total order (arrival, topic, partition, offset), in batches of at most `size`.
 * `sequences` stand in the order of their topics, so a tie in arrival goes to the first; two of one topic compare by position.
 */
export async function* mergeEvents(
  sequences: readonly AsyncIterable<readonly Event[]>[],
  size: number,
): AsyncGenerator<Event[]> {
  const cursors: Cursor[] = []
  for (const sequence of sequences) {
    const cursor = { blocks: sequence[Symbol.asyncIterator](), block: [], index: 0 }
    if (await fill(cursor)) cursors.push(cursor)
  }
  let batch: Event[] = []
  while (cursors.length > 0) {
    let least = cursors[0]!
    for (let i = 1; i < cursors.length; i++) {
      const cursor = cursors[i]!
      if (isBefore(cursor.block[cursor.index]!, least.block[least.index]!)) least = cursor
    }
    batch.push(least.block[least.index++]!)
    if (least.index === least.block.length && !(await fill(least))) cursors.splice(cursors.indexOf(least), 1)
    if (batch.length === size) {
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}

async function fill(cursor: Cursor): Promise<boolean> {
  const next = await cursor.blocks.next()
  if (next.done) return false
  cursor.block = next.value
  cursor.index = 0
  return true
}

function isBefore(event: Event, other: Event): boolean {
  if (event.arrival !== other.arrival) return event.arrival < other.arrival
  if (event.topic !== other.topic) return false
  return event.partition === other.partition ? event.offset < other.offset : event.partition < other.partition
}
