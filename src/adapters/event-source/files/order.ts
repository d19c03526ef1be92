import { z } from 'zod'
import { formatInstant } from '../../../contracts/codec/timestamp.ts'
import { DqError } from '../../../kernel/errors.ts'
import type { Place } from '../../../kernel/finding.ts'
import type { JsonObject } from '../../../kernel/json.ts'
import type { SourceEvent, UnreadableEvent } from '../../../pipelines/ports.ts'
import { STDIN } from './chunks.ts'

/** How far the events of one file have come. */
export interface Order {
  arrival: number
  partition: number
  readonly offsets: Map<number, number>
  /** Of the last event; before the first one, of that. An event that cannot be read takes its place from it. */
  last: Pick<SourceEvent, 'partition' | 'offset' | 'arrival'> | undefined
}

export const newOrder = (): Order => ({
  arrival: Number.NEGATIVE_INFINITY,
  partition: 0,
  offsets: new Map(),
  last: undefined,
})

export const copyOrder = (order: Order): Order => ({ ...order, offsets: new Map(order.offsets) })

export function advance(order: Order, event: SourceEvent | UnreadableEvent): void {
  if ('unreadable' in event) return
  order.offsets.set(event.partition, event.offset)
  order.arrival = event.arrival
  order.partition = event.partition
  order.last = event
}

/** The order of a copy, `n` events further. */
export function orderAfter(before: Order, events: readonly (SourceEvent | UnreadableEvent)[], n: number): JsonObject {
  const order = copyOrder(before)
  for (let i = 0; i < n; i++) advance(order, events[i]!)
  const { arrival, partition, offsets, last } = order
  return {
    arrival: Number.isFinite(arrival) ? arrival : null,
    partition,
    offsets: [...offsets].map(([p, offset]) => [p, offset]),
    last: last === undefined ? null : { partition: last.partition, offset: last.offset, arrival: last.arrival },
  }
}

const position = z.object({ partition: z.number(), offset: z.number(), arrival: z.number() })

/** What `orderAfter` wrote. */
export const orderSchema = z
  .object({
    arrival: z.number().nullable(),
    partition: z.number(),
    offsets: z.array(z.tuple([z.number(), z.number()])),
    last: position.nullable(),
  })
  .transform(
    ({ arrival, partition, offsets, last }): Order => ({
      arrival: arrival ?? Number.NEGATIVE_INFINITY,
      partition,
      offsets: new Map(offsets),
      last: last ?? undefined,
    }),
  )

/** Why the event may not stand there: before one that it should follow, or in the file of another topic. */
export interface Misplaced {
  readonly why: string
  readonly hint: string
}

export function misplaced(order: Order, event: SourceEvent, topic: string): Misplaced | undefined {
  if (event.topic !== topic)
    return {
      why: `an event of the topic ${JSON.stringify(event.topic)} in the file of ${topic}`,
      hint: 'keep one file a topic: give each topic its own',
    }
  const { arrival, partition } = order
  const before = order.offsets.get(event.partition)
  const isBack = event.arrival < arrival || (event.arrival === arrival && event.partition < partition)
  if (!isBack && (before === undefined || event.offset > before)) return undefined
  const why = isBack
    ? `it arrived at ${formatInstant(event.arrival)} in partition ${event.partition}, after a line of ${formatInstant(arrival)}, partition ${partition}`
    : `offset ${event.offset} of partition ${event.partition} after offset ${before}`
  return {
    why: `out of order: ${why}`,
    hint: 'sort the events by arrival, partition, offset: "dq fixture record" writes them so',
  }
}

/** `where` is for files that have no lines. */
export const misplacedError = ({ why, hint }: Misplaced, { file, ...at }: Place, where?: string): DqError =>
  new DqError(where === undefined ? why : `${where}: ${why}`, {
    hint,
    at: { file: file === STDIN ? 'standard input' : file, ...at },
  })
