import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { deflateRaw } from 'node:zlib'
import type { AvroRecord } from '../../contracts/avro/schema.ts'
import { blockBytes, headerBytes, SYNC_BYTES } from '../../contracts/codec/avro/container.ts'
import { type EventPlace, eventWriter } from '../../contracts/codec/avro/event-codec.ts'
import { eventSchemaJson, schemaText } from '../../contracts/codec/avro/event-schema.ts'
import { AvroWriter } from '../../contracts/codec/avro/writer.ts'
import type { JsonObject } from '../../kernel/json.ts'
import type { EventSink } from '../../pipelines/ports.ts'
import { openFiles, type TopicFormat } from './files/sink.ts'

const FLUSH_BYTES = 64 * 1024
const pack = promisify(deflateRaw)

export interface AvroSinkOptions {
  /** Of the job, by which the sync marker is made. */
  readonly job: string
  /** The schema of a topic's records; without one they are JSON text. */
  readonly schemaOf: (topic: string) => AvroRecord | undefined
  readonly codec?: 'null' | 'deflate'
  readonly from?: JsonObject | undefined
}

/** Events as Avro container files `<topic>.avro`, of the envelope and the record as its contract has it; see `openFiles`. */
export const openAvroSink = (dir: string, options: AvroSinkOptions): Promise<EventSink> =>
  openFiles(dir, { ending: '.avro', open: (topic) => blocksFormat(topic, options) }, options.from)

function blocksFormat(topic: string, { job, schemaOf, codec = 'null' }: AvroSinkOptions): TopicFormat {
  const record = schemaOf(topic)
  const schema = schemaText(eventSchemaJson(record))
  // Derived, not random: the same run gives the same bytes.
  const sync = createHash('sha256').update(`${job}\n${topic}\n${schema}`).digest().subarray(0, SYNC_BYTES)
  const block = new AvroWriter(2 * FLUSH_BYTES)
  const writeEvent = eventWriter(topic)
  const at: EventPlace = { partition: 0, offset: 0, arrival: 0, key: null }
  let count = 0
  return {
    head: headerBytes(schema, codec, sync),
    add({ partition, arrival, key, value }, offset) {
      if ((typeof value === 'string') !== (record === undefined))
        throw new Error(`a value of ${topic} is ${typeof value === 'string' ? 'text' : 'bytes'}: its schema is not`)
      at.partition = partition
      at.offset = offset
      at.arrival = arrival
      at.key = key
      writeEvent(block, at, value)
      count++
    },
    isFull: () => block.at >= FLUSH_BYTES,
    async flush() {
      if (count === 0) return undefined
      const data = block.written()
      const bytes = blockBytes(count, codec === 'null' ? data : await pack(data), sync)
      block.at = 0
      count = 0
      return bytes
    },
  }
}
