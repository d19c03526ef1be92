import type { AvroRecord } from '../../avro/schema.ts'
import type { ShapeOf } from '../shape.ts'
import { contractShape, shapeOf } from '../shape-of.ts'
import { envelopeSchema, isOurEnvelope } from './event-schema.ts'
import { readFields } from './kinds/record.ts'
import { compileRead, compileSkip } from './program.ts'
import type { AvroReader } from './reader.ts'
import { isAsciiText } from './utf8.ts'
import type { AvroWriter } from './writer.ts'

/** Where an event stood. `arrival` is microseconds, as every timestamp. */
export interface EventEnvelope {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly arrival: number
  readonly key: string | null
}

const SAFE = String(Number.MAX_SAFE_INTEGER)
const ONLY = new Map(['topic', 'partition', 'offset', 'arrival', 'key'].map((name) => [name, undefined]))

/** The envelope's own contract: positions are not negative. */
const envelopeShape = contractShape({
  schema: envelopeSchema,
  fields: [
    { name: 'partition', constraints: { minimum: '0' } },
    { name: 'offset', constraints: { minimum: '0', maximum: SAFE } },
  ].map((field) => ({ ...field, logicalType: '', physicalType: '', required: true, examples: [], at: { file: '' } })),
})

/** Of an event; `arrival` is milliseconds here, as it is stored. */
export interface EventPlace {
  partition: number
  offset: number
  arrival: number
  key: string | null
}

export interface EventReader {
  /** Reads what stands before the record; throws a RecordProblem. */
  readonly envelope: (reader: AvroReader) => EventEnvelope
  /** The same for an envelope of that topic as `writeEvent` writes it, without an object; false for any other, wherever the reader is then. */
  readonly quick: (reader: AvroReader, topic: string, into: EventPlace) => boolean
  /** Moves over the record without checking more than where it ends; throws `Damaged`. */
  readonly overValue: (reader: AvroReader) => void
}

/** For events of a schema that `recordSchemaOf` has accepted. */
export function compileEventReader(schema: AvroRecord): EventReader {
  const writer = shapeOf(schema) as ShapeOf<'record'>
  const fields = writer.definition.fields.slice(0, -1)
  const envelope: ShapeOf<'record'> = { ...writer, definition: { ...writer.definition, fields, isRecursive: false } }
  const read = compileRead((emit) =>
    readFields(envelope, envelopeShape, { output: 'output', path: '""', only: ONLY }, emit),
  )
  return {
    envelope: (reader) => read(reader) as EventEnvelope,
    quick: isOurEnvelope(schema) ? quickEnvelope : () => false,
    overValue: compileSkip(writer.definition.fields.at(-1)!.shape),
  }
}

function quickEnvelope(reader: AvroReader, topic: string, into: EventPlace): boolean {
  const { bytes } = reader
  const from = reader.over(reader.length())
  if (from < 0 || !isAsciiText(bytes, from, reader.at, topic)) return false
  const partition = reader.int()
  const offset = reader.safe()
  const arrival = reader.safe()
  // Times of this century and the last: the others are looked at closely.
  if (!(partition >= 0 && offset >= 0 && arrival >= 0 && arrival < 4_000_000_000_000)) return false
  const branch = reader.byte()
  if (branch === 2) {
    reader.likely = into.key ?? ''
    const key = reader.text()
    if (key === undefined) return false
    into.key = key
  } else if (branch === 0) into.key = null
  else return false
  into.partition = partition
  into.offset = offset
  into.arrival = arrival
  // No headers.
  return reader.byte() === 0 && reader.at <= reader.end
}

const UTF8 = new TextEncoder()

/** Appends events of a topic, whose records are in Avro's encoding already, or are JSON text in a file without a contract. `arrival` is milliseconds. */
export function eventWriter(topic: string): (writer: AvroWriter, at: EventPlace, value: Uint8Array | string) => void {
  const name = UTF8.encode(topic)
  return (writer, { partition, offset, arrival, key }, value) => {
    writer.integer(name.length)
    writer.raw(name)
    writer.integer(partition)
    writer.integer(offset)
    writer.integer(arrival)
    writeKey(writer, key)
    // No headers.
    writer.byte(0)
    writeValue(writer, value)
  }
}

function writeKey(writer: AvroWriter, key: string | null): void {
  if (key === null) return writer.byte(0)
  writer.byte(2)
  writer.text(key)
}

function writeValue(writer: AvroWriter, value: Uint8Array | string): void {
  if (typeof value === 'string') writer.text(value)
  else writer.raw(value)
}
