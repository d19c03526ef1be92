import type { AvroRecord } from '../../avro/schema.ts'
import type { ShapeOf } from '../shape.ts'
import { contractShape, shapeOf } from '../shape-of.ts'
import { envelopeSchema } from './event-schema.ts'
import { readFields } from './kinds/record.ts'
import { compileRead, compileSkip, compileWrite } from './program.ts'
import type { AvroReader } from './reader.ts'
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
const FIELDS = ['topic', 'partition', 'offset', 'arrival', 'key']

/** The envelope's own contract: positions are not negative. */
const envelopeShape = contractShape({
  schema: envelopeSchema,
  fields: [
    { name: 'partition', constraints: { minimum: '0' } },
    { name: 'offset', constraints: { minimum: '0', maximum: SAFE } },
  ].map((field) => ({ ...field, logicalType: '', physicalType: '', required: true, examples: [], at: { file: '' } })),
})

export interface EventReader {
  /** Reads what stands before the record; throws a RecordProblem. */
  readonly envelope: (reader: AvroReader) => EventEnvelope
  /** Moves over the record without checking more than where it ends; throws `Damaged`. */
  readonly overValue: (reader: AvroReader) => void
}

/** For events of a schema that `recordSchemaOf` has accepted. */
export function compileEventReader(schema: AvroRecord): EventReader {
  const writer = shapeOf(schema) as ShapeOf<'record'>
  const fields = writer.definition.fields.slice(0, -1)
  const envelope: ShapeOf<'record'> = { ...writer, definition: { ...writer.definition, fields, isRecursive: false } }
  const read = compileRead((emit) =>
    readFields(envelope, envelopeShape, { output: 'output', path: '""' }, emit, new Set(FIELDS)),
  )
  return {
    envelope: (reader) => read(reader) as EventEnvelope,
    overValue: compileSkip(writer.definition.fields.at(-1)!.shape),
  }
}

const writeFields = compileWrite(envelopeShape)

/** Appends an event whose record is in Avro's encoding already, or is JSON text in a file without a contract. */
export function writeEvent(writer: AvroWriter, envelope: EventEnvelope, value: Uint8Array | string): void {
  writeFields(writer, envelope)
  if (typeof value === 'string') writer.text(value)
  else writer.raw(value)
}
