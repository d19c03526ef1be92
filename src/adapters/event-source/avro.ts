import { inflateRawSync } from 'node:zlib'
import { z } from 'zod'
import type { AvroRecord } from '../../contracts/avro/schema.ts'
import { parseAvroText } from '../../contracts/avro/text.ts'
import type { ContainerHeader } from '../../contracts/codec/avro/container.ts'
import { compileEventReader, type EventPlace, type EventReader } from '../../contracts/codec/avro/event-codec.ts'
import { recordSchemaOf } from '../../contracts/codec/avro/event-schema.ts'
import { AvroReader } from '../../contracts/codec/avro/reader.ts'
import { Misfit } from '../../contracts/codec/avro/resolve.ts'
import { RecordProblem } from '../../contracts/codec/record-problem.ts'
import { DqError } from '../../kernel/errors.ts'
import type { JsonObject } from '../../kernel/json.ts'
import type { SourceEvent, UnreadableEvent } from '../../pipelines/ports.ts'
import { type RawBlock, readBlocks } from './avro/blocks.ts'
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
import { changed } from './files/prefix.ts'

/** So many blocks without an event are held back. */
const MAX_EARLY = 100
/** What one block may unpack to. */
const MAX_UNPACKED_BYTES = 256 * 1024 * 1024

const placeSchema = z.object({
  at: z.number(),
  crc: z.number(),
  /** Events taken of the block that begins there, and its own checksum: it is read again. */
  taken: z.number(),
  own: z.number(),
  order: orderSchema,
})

/**
 * Events of one Avro container file (specification, "Object Container Files"; codecs null and deflate), each an envelope and its record,
 * as `dq` writes them. Records stay bytes: they are decoded by contract. What cannot be told apart any more, a damaged block or the
 * rest of one behind a damaged record, comes as one unreadable event with its bytes. Throws a DqError for a file that is not of events.
 */
export async function* readAvro(
  file: EventFile,
  bytes: AsyncIterable<Buffer>,
  lost: LostBytes,
  options: { readonly from?: JsonObject | undefined } = {},
): AsyncGenerator<Block> {
  const from = options.from && placeSchema.parse(options.from)
  const order = from?.order ?? newOrder()
  let content: Content | undefined
  let isReached = from === undefined
  /** Blocks before the first event that can be read: what is lost with them takes its place from that event. */
  let early: RawBlock[] = []

  const toBlock = (part: RawBlock, taken: number): Block => {
    // The order was saved behind the events taken; those are read again without it.
    const events = eventsOf(file, part, content!, lost, order).slice(taken)
    order.last ??= events.find((event): event is SourceEvent => !('unreadable' in event))
    const before = copyOrder(order)
    for (let i = 0; i < events.length; i++) {
      const event = events[i]!
      if ('unreadable' in event) continue
      const problem = misplaced(order, event, file.topic)
      if (problem !== undefined)
        throw misplacedError(problem, { file: file.path }, `event ${taken + i + 1} of the block at byte ${part.at}`)
      advance(order, event)
    }
    const { at, crc, own } = part
    return { events, after: (n) => ({ at, crc, own: own(), taken: taken + n, order: orderAfter(before, events, n) }) }
  }

  for await (const part of readBlocks(file.path, bytes)) {
    if ('schema' in part) {
      content = contentOf(file, part)
      continue
    }
    let taken = 0
    if (!isReached && from !== undefined) {
      if (part.at < from.at) continue
      if (part.at > from.at || part.crc !== from.crc || (from.taken > 0 && part.own() !== from.own))
        throw changed(file.path)
      isReached = true
      taken = from.taken
    }
    if (order.last === undefined && early.length < MAX_EARLY) {
      const first = eventsOf(file, part, content!, lost, order).find((event) => !('unreadable' in event))
      if (first === undefined) {
        early.push(part)
        continue
      }
      order.last = first
    }
    for (const one of early) yield toBlock(one, 0)
    early = []
    yield toBlock(part, taken)
  }
  if (!isReached) throw changed(file.path)
  for (const one of early) yield toBlock(one, 0)
}

interface Content {
  readonly header: ContainerHeader
  readonly schema: AvroRecord
  readonly reader: EventReader
}

function contentOf({ path }: EventFile, header: ContainerHeader): Content {
  const refuse = (why: string): never => {
    throw new DqError(`${path} is no file of events: ${why}`, {
      hint: 'events have the fields topic, partition, offset, arrival, key, headers and, last, value: the record',
      at: { file: path },
    })
  }
  if (header.codec !== 'null' && header.codec !== 'deflate')
    throw new DqError(`${path} is packed with ${header.codec}; null and deflate can be read`, {
      hint: 'write it again with the codec deflate',
      at: { file: path },
    })
  const { schema } = parseAvroText(header.schema, path)
  const record = recordSchemaOf(schema)
  if (typeof record === 'string' || schema.kind !== 'record') return refuse(String(record))
  try {
    return { header, schema: record, reader: compileEventReader(schema) }
  } catch (error) {
    if (error instanceof Misfit) return refuse(`${error.path}: ${error.message}`)
    throw error
  }
}

function eventsOf(
  file: EventFile,
  block: RawBlock,
  { header, schema, reader }: Content,
  lost: LostBytes,
  order: Order,
): (SourceEvent | UnreadableEvent)[] {
  const events: (SourceEvent | UnreadableEvent)[] = []
  const lose = (why: string, bytes: Buffer): void => {
    const last = events.at(-1) ?? order.last
    const event: UnreadableEvent = {
      unreadable: `the block at byte ${block.at} of the file: ${why}`,
      topic: file.topic,
      partition: last?.partition ?? 0,
      offset: last?.offset ?? 0,
      arrival: last?.arrival ?? 0,
      text: '',
      place: block.at,
    }
    lost.set(event, Buffer.from(bytes))
    events.push(event)
  }
  if (block.damage !== undefined) {
    lose(block.damage, block.data)
    return events
  }
  const data = header.codec === 'null' ? block.data : unpacked(block.data)
  if (typeof data === 'string') {
    lose(data, block.data)
    return events
  }
  const r = new AvroReader()
  r.reset(data, 0, data.length)
  const place: EventPlace = { partition: 0, offset: 0, arrival: 0, key: null }
  for (let i = 0; i < block.count; i++) {
    const start = r.at
    try {
      let { topic } = file
      if (!reader.quick(r, topic, place)) {
        r.at = start
        const envelope = reader.envelope(r)
        topic = envelope.topic
        place.partition = envelope.partition
        place.offset = envelope.offset
        place.arrival = envelope.arrival / 1000
        place.key = envelope.key
      }
      const { partition, offset, arrival, key } = place
      const from = r.at
      reader.overValue(r)
      if (r.at > data.length) throw new RecordProblem('schema', '', 'the block ends before it')
      // The place of the record, not a view of it: to make a view costs as much as to decode a record.
      events.push({ topic, partition, offset, arrival, key, value: data, from, to: r.at, schema, text: '' })
    } catch (error) {
      if (!(error instanceof RecordProblem)) throw error
      const rest = block.count - i - 1
      const and = rest === 0 ? '' : `; the ${rest} events after it in the block are lost with it`
      lose(
        `event ${i + 1} of ${block.count}: ${error.path === '' ? '' : `${error.path}: `}${error.message}${and}`,
        data.subarray(start),
      )
      return events
    }
  }
  if (r.at < data.length)
    lose(`${data.length - r.at} bytes are left over after its ${block.count} events`, data.subarray(r.at))
  return events
}

function unpacked(data: Buffer): Buffer | string {
  try {
    return inflateRawSync(data, { maxOutputLength: MAX_UNPACKED_BYTES })
  } catch (error) {
    return `it cannot be unpacked: ${error instanceof Error ? error.message : String(error)}`
  }
}
