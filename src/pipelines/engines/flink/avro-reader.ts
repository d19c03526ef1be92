import type { AvroRecord, AvroSchema } from '../../../contracts/avro/schema.ts'
import type { Json } from '../../../kernel/json.ts'

/**
 * The contract's schema as Flink's avro-confluent format takes it for reading: without the logical types of times (it
 * knows none in microseconds), with the enums (what it would derive says string, which Avro does not read from an enum).
 */
export const readerSchema = (schema: AvroRecord): string => jsonText(reader(schema, new Set()))

function reader(schema: AvroSchema, named: Set<string>): Json {
  if ('fullName' in schema) {
    if (named.has(schema.fullName)) return schema.fullName
    named.add(schema.fullName)
  }
  const name = 'fullName' in schema ? { name: schema.fullName } : {}
  const logical = keptLogical(schema)
  switch (schema.kind) {
    case 'record':
      return {
        type: 'record',
        ...name,
        fields: schema.fields.map((field) => ({
          name: field.name,
          type: reader(field.type, named),
          ...(field.default === undefined ? {} : { default: field.default }),
        })),
      }
    case 'enum':
      return { type: 'enum', ...name, symbols: schema.symbols }
    case 'fixed':
      return { type: 'fixed', ...name, size: schema.size, ...logical }
    case 'array':
      return { type: 'array', items: reader(schema.items, named) }
    case 'map':
      return { type: 'map', values: reader(schema.values, named) }
    case 'union':
      return schema.branches.map((branch) => reader(branch, named))
    default:
      return Object.keys(logical).length === 0 ? schema.kind : { type: schema.kind, ...logical }
  }
}

function keptLogical({ logical }: AvroSchema): { readonly [name: string]: Json } {
  if (logical?.name === 'decimal') {
    return { logicalType: 'decimal', precision: logical.precision, scale: logical.scale }
  }
  return logical?.name === 'date' ? { logicalType: 'date' } : {}
}

/** Defaults may hold integers beyond 2^53, which `JSON.stringify` refuses. */
function jsonText(value: Json): string {
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`
  return `{${Object.entries(value)
    .map(([name, part]) => `${JSON.stringify(name)}:${jsonText(part)}`)
    .join(',')}}`
}
