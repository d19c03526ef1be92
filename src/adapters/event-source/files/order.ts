import { z } from 'zod'
import { formatInstant } from '../../../contracts/codec/timestamp.ts'
import { DqError } from '../../../kernel/errors.ts'
import type { Place } from '../../../kernel/finding.ts'
import type { JsonObject } from '../../../kernel/json.ts'
import type { SourceEvent, UnreadableEvent } from '../../../pipelines/ports.ts'
import type { EventFile } from './block.ts'

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

/** Throws a DqError when the event stands before one that it should follow, or is of another topic. `where` is after the path: `:7`, say. */
export function checkOrder(order: Order, event: SourceEvent, file: EventFile, where: string, at: Place): void {
  const { topic, path } = file
  if (event.topic !== topic)
    throw new DqError(`${path}${where}: an event of the topic ${JSON.stringify(event.topic)} in the file of ${topic}`, {
      hint: 'keep one file a topic: give each topic its own',
      at,
    })
  const { arrival, partition } = order
  const before = order.offsets.get(event.partition)
  const isBack = event.arrival < arrival || (event.arrival === arrival && event.partition < partition)
  if (!isBack && (before === undefined || event.offset > before)) return
  const why = isBack
    ? `it arrived at ${formatInstant(event.arrival)} in partition ${event.partition}, after a line of ${formatInstant(arrival)}, partition ${partition}`
    : `offset ${event.offset} of partition ${event.partition} after offset ${before}`
  throw new DqError(`${path}${where}: out of order: ${why}`, {
    hint: 'sort the events by arrival, partition, offset: "dq fixture record" writes them so',
    at,
  })
}
