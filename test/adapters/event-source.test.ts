import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync, gzipSync } from 'node:zlib'
import { afterAll, describe } from 'vitest'
import { openFileSource } from '../../src/adapters/event-source/files.ts'
import { openMemorySource } from '../../src/adapters/event-source/memory.ts'
import { blockBytes, headerBytes } from '../../src/contracts/codec/avro/container.ts'
import { eventWriter } from '../../src/contracts/codec/avro/event-codec.ts'
import { eventSchemaJson, schemaText } from '../../src/contracts/codec/avro/event-schema.ts'
import { AvroWriter } from '../../src/contracts/codec/avro/writer.ts'
import { compileAvroDecoder } from '../../src/contracts/codec/avro-decoder.ts'
import { compileAvroEncoder } from '../../src/contracts/codec/avro-encoder.ts'
import { contract, field, record, STRING } from '../contracts/codec/schemas.ts'
import { type GivenEvent, testEventSource } from './event-source.suite.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-source-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0

const toLine = ({ arrival, ...event }: GivenEvent) =>
  `${JSON.stringify({ ...event, arrival: new Date(arrival).toISOString() })}\n`

function write(events: readonly GivenEvent[], pack: (text: string) => string | Buffer) {
  return [...new Set(events.map(({ topic }) => topic)), 'empty'].map((topic) => {
    const path = join(folder, `${files++}.jsonl`)
    writeFileSync(
      path,
      pack(
        events
          .filter((event) => event.topic === topic)
          .map(toLine)
          .join(''),
      ),
    )
    return { topic, path }
  })
}

describe('JSON Lines files', () =>
  testEventSource((events) => {
    const files = write(events, (text) => text)
    return (from) => openFileSource(files, { from })
  }))

describe('JSON Lines files packed with gzip, in two members', () =>
  testEventSource((events) => {
    const files = write(events, (text) => Buffer.concat([gzipSync(text.slice(0, 100)), gzipSync(text.slice(100))]))
    return (from) => openFileSource(files, { from })
  }))

// The records of the suite are any JSON: here they are records of one field that holds it as text.
const schema = record('Any', field('json', STRING))
const encode = compileAvroEncoder(contract(schema))
const decode = compileAvroDecoder(contract(schema))

describe.for(['null', 'deflate'] as const)('Avro container files, codec %s', (codec) =>
  testEventSource(
    (events) => {
      const files = writeAvro(events, codec)
      return (from) => openFileSource(files, { from })
    },
    (raw) => JSON.parse(String(decode(raw).json)),
  ),
)

/** Offsets as given: the sink counts its own, so the events are written one by one into blocks of ten. */
function writeAvro(events: readonly GivenEvent[], codec: 'null' | 'deflate') {
  return [...new Set(events.map(({ topic }) => topic)), 'empty'].map((topic) => {
    const path = join(folder, `${files++}.avro`)
    const text = schemaText(eventSchemaJson(schema))
    const sync = Buffer.alloc(16, topic)
    const own = events.filter((event) => event.topic === topic)
    const parts: Uint8Array[] = [headerBytes(text, codec, sync)]
    for (let i = 0; i < own.length; i += 10) {
      const block = new AvroWriter()
      for (const { arrival, key, partition, offset, value } of own.slice(i, i + 10)) {
        const json = encode({ json: JSON.stringify(value) })
        eventWriter(topic)(block, { partition, offset, arrival, key }, json)
      }
      const data = codec === 'null' ? block.copy() : deflateRawSync(block.copy())
      parts.push(blockBytes(Math.min(10, own.length - i), data, sync))
    }
    writeFileSync(path, Buffer.concat(parts))
    return { topic, path }
  })
}

describe('memory', () =>
  testEventSource((events) => async (from) => openMemorySource(events, from === undefined ? {} : { from })))
