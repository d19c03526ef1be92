import type { AvroRecord, AvroSchema } from '../../../contracts/avro/schema.ts'
import { AvroReader } from '../../../contracts/codec/avro/reader.ts'
import type { AvroWriter } from '../../../contracts/codec/avro/writer.ts'

/** A decoded value: records are maps by Iceberg's `field-id` (names differ between writers, ids do not), longs bigints. */
export type AvroValue = null | boolean | number | bigint | string | Uint8Array | readonly AvroValue[] | AvroFields
export type AvroFields = ReadonlyMap<number, AvroValue>

class AvroDamage extends Error {}

/** Reads by the writer's schema alone; throws AvroDamage when the bytes are cut off or no such value. */
function readValue(reader: AvroReader, schema: AvroSchema): AvroValue {
  switch (schema.kind) {
    case 'null':
      return null
    case 'boolean':
      return reader.byte() === 1
    case 'int':
      return whole(reader.int())
    case 'long':
      return sound(reader.long())
    case 'float':
      return reader.float()
    case 'double':
      return reader.double()
    case 'string':
      return sound(reader.text())
    case 'enum':
      return sound(schema.symbols[reader.int()])
    case 'bytes':
      return sound(reader.copy(reader.length()))
    case 'fixed':
      return sound(reader.copy(schema.size))
    case 'union':
      return readValue(reader, sound(schema.branches[reader.int()]))
    case 'array':
      return readItems(reader, () => readValue(reader, schema.items))
    case 'map':
      return readItems(reader, () => [sound(reader.text()), readValue(reader, schema.values)])
    case 'record':
      return readRecord(reader, schema)
  }
}

function readRecord(reader: AvroReader, { fields }: AvroRecord): AvroFields {
  const record = new Map<number, AvroValue>()
  for (const field of fields) {
    const value = readValue(reader, field.type)
    const id = field.props['field-id']
    if (typeof id === 'number') record.set(id, value)
  }
  return record
}

function readItems(reader: AvroReader, read: () => AvroValue): readonly AvroValue[] {
  const items: AvroValue[] = []
  for (let count = reader.block(1); count !== 0; count = reader.block(1)) {
    if (count < 0) throw new AvroDamage('the length of a list cannot be')
    for (let i = 0; i < count; i++) items.push(read())
  }
  return items
}

function sound<T>(value: T | undefined): T {
  if (value === undefined) throw new AvroDamage('the bytes are cut off or damaged')
  return value
}

const whole = (value: number): number => sound(Number.isNaN(value) ? undefined : value)

/** All records of a block. */
export function readRecords(bytes: Uint8Array, count: number, schema: AvroRecord): AvroFields[] {
  const reader = new AvroReader()
  reader.reset(bytes, 0, bytes.length)
  const records = Array.from({ length: count }, () => readRecord(reader, schema))
  if (reader.at !== bytes.length) throw new AvroDamage('a block does not hold what it says')
  return records
}

/** Writes what `readValue` gives; a field that is not there is null, of a union the first branch that takes the value. */
export function writeValue(writer: AvroWriter, schema: AvroSchema, value: AvroValue): void {
  switch (schema.kind) {
    case 'null':
      return
    case 'boolean':
      return writer.byte(value === true ? 1 : 0)
    case 'int':
      return writer.integer(Number(value))
    case 'long':
      return writer.long(BigInt(value as bigint))
    case 'float':
      return writer.float(Number(value))
    case 'double':
      return writer.double(Number(value))
    case 'string':
      return writer.text(String(value))
    case 'bytes':
      writer.integer((value as Uint8Array).length)
      return writer.raw(value as Uint8Array)
    case 'fixed':
      return writer.raw(value as Uint8Array)
    case 'union': {
      const index = schema.branches.findIndex(({ kind }) => (kind === 'null') === (value === null))
      writer.integer(index)
      return writeValue(writer, schema.branches[index]!, value)
    }
    case 'array': {
      const items = value as readonly AvroValue[]
      if (items.length > 0) writer.integer(items.length)
      for (const item of items) writeValue(writer, schema.items, item)
      return writer.integer(0)
    }
    case 'record': {
      const record = value as AvroFields
      for (const { type, props } of schema.fields)
        writeValue(writer, type, record.get(Number(props['field-id'])) ?? null)
      return
    }
    default:
      throw new Error(`manifests hold no ${schema.kind}`)
  }
}
