import type { SourceEvent, UnreadableEvent } from '../../../pipelines/ports.ts'
import type { Block } from './block.ts'

type Event = SourceEvent | UnreadableEvent

/** One sequence of events, each in order, and how far it has been taken. */
export interface Cursor {
  readonly blocks: AsyncIterator<Block>
  block: Block | undefined
  index: number
}

export const cursorOf = (blocks: AsyncIterable<Block>): Cursor => ({
  blocks: blocks[Symbol.asyncIterator](),
  block: undefined,
  index: 0,
})

/**
 * Merges sequences into the total order (arrival, topic, partition, offset), in batches of at most `size` that never go over a multiple
 * of `stop` events. Cursors stand in the order of their topics, so a tie in arrival goes to the first; two of one topic compare by position.
 * Between two batches every cursor stands after the events given.
 */
export async function* mergeEvents(cursors: readonly Cursor[], size: number, stop: number): AsyncGenerator<Event[]> {
  const active: Cursor[] = []
  for (const cursor of cursors) if (await fill(cursor)) active.push(cursor)
  let batch: Event[] = []
  let left = stop
  while (active.length > 0) {
    let least = active[0]!
    for (let i = 1; i < active.length; i++) {
      const cursor = active[i]!
      if (isBefore(cursor.block!.events[cursor.index]!, least.block!.events[least.index]!)) least = cursor
    }
    batch.push(least.block!.events[least.index++]!)
    if (least.index === least.block!.events.length && !(await fill(least))) active.splice(active.indexOf(least), 1)
    if (batch.length === size || batch.length === left) {
      left = batch.length === left ? stop : left - batch.length
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}

/** The next block that has events; at the end the last one stays, taken whole. */
async function fill(cursor: Cursor): Promise<boolean> {
  for (;;) {
    const next = await cursor.blocks.next()
    if (next.done) return false
    cursor.block = next.value
    cursor.index = 0
    if (next.value.events.length > 0) return true
  }
}

function isBefore(event: Event, other: Event): boolean {
  if (event.arrival !== other.arrival) return event.arrival < other.arrival
  if (event.topic !== other.topic) return false
  return event.partition === other.partition ? event.offset < other.offset : event.partition < other.partition
}
