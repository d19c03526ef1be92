import type { Json } from '../../../kernel/json.ts'
import { parseAvroSchema } from '../../avro/parse.ts'
import { schemaJson } from '../../avro/print.ts'
import type { AvroRecord, AvroSchema } from '../../avro/schema.ts'

/** What stands before an event's record. The envelope has no namespace: names inside the record's schema mean what they mean alone. */
const ENVELOPE: readonly Json[] = [
  { name: 'topic', type: 'string' },
  { name: 'partition', type: 'int' },
  { name: 'offset', type: 'long' },
  { name: 'arrival', type: { type: 'long', logicalType: 'timestamp-millis' } },
  { name: 'key', type: ['null', 'string'], default: null },
  { name: 'headers', type: { type: 'map', values: 'string' }, default: {} },
]

/** The schema of an event in an Avro container file: the envelope, and the record as its contract has it. Without a contract the record is JSON text. */
export const eventSchemaJson = (value: AvroRecord | undefined): Json => ({
  type: 'record',
  name: 'DqEvent',
  doc: 'An event: where it stood, when it arrived, and its record.',
  fields: [...ENVELOPE, { name: 'value', type: value === undefined ? 'string' : schemaJson(value) }],
})

/** The envelope alone. */
export const envelopeSchema = parseAvroSchema({ type: 'record', name: 'DqEvent', fields: ENVELOPE }) as AvroRecord

/** The schema of the records in a file of events, or why it is none. */
export function recordSchemaOf(schema: AvroSchema): AvroRecord | string {
  if (schema.kind !== 'record') return `its schema is of type ${schema.kind}, not a record`
  const value = schema.fields.at(-1)
  const missing = envelopeSchema.fields.find(
    ({ name, default: byDefault }) => byDefault === undefined && schema.fields.every((field) => field.name !== name),
  )
  if (missing !== undefined) return `its records have no field "${missing.name}"`
  if (value?.name !== 'value') return 'the last field of its records is not "value"'
  return value.type.kind === 'record' ? value.type : `its field "value" is of type ${value.type.kind}, not a record`
}

/** Whether what stands before the record is stored just as the envelope that `dq` writes. */
export const isOurEnvelope = (schema: AvroRecord): boolean =>
  storedAs(schema.fields.slice(0, -1)) === storedAs(envelopeSchema.fields)

const storedAs = (fields: AvroRecord['fields']): string =>
  JSON.stringify(fields.map(({ name, type }) => [name, schemaJson(type)]))

/** A schema as JSON text; integers beyond 2^53 keep all their digits. */
export function schemaText(json: Json): string {
  if (typeof json === 'bigint') return String(json)
  if (Array.isArray(json)) return `[${json.map(schemaText).join(',')}]`
  if (typeof json !== 'object' || json === null) return JSON.stringify(json)
  return `{${Object.entries(json)
    .map(([name, value]) => `${JSON.stringify(name)}:${schemaText(value)}`)
    .join(',')}}`
}
