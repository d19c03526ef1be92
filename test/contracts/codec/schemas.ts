import type {
  AvroField,
  AvroRecord,
  AvroSchema,
  AvroUnion,
  LogicalType,
  PrimitiveKind,
} from '../../../src/contracts/avro/schema.ts'
import type { ContractField, FieldConstraints } from '../../../src/contracts/model.ts'
import type { Json } from '../../../src/kernel/json.ts'

/** Avro schemas by hand, so that a codec test needs no parser. */
export const primitive = (kind: PrimitiveKind, logical?: LogicalType): AvroSchema =>
  logical === undefined ? { kind, props: {} } : { kind, logical, props: {} }

export const NULL = primitive('null')
export const STRING = primitive('string')
export const LONG = primitive('long')
export const TIMESTAMP = primitive('long', { name: 'timestamp-micros' })
export const TIMESTAMP_MILLIS = primitive('long', { name: 'timestamp-millis' })
export const TIME = primitive('long', { name: 'time-micros' })
export const TIME_MILLIS = primitive('int', { name: 'time-millis' })
export const DATE = primitive('int', { name: 'date' })
export const UUID = primitive('string', { name: 'uuid' })

export const decimal = (precision: number, scale: number): AvroSchema =>
  primitive('bytes', { name: 'decimal', precision, scale })

const named = (name: string) => ({ name, fullName: name, aliases: [], props: {} })

export const fixed = (name: string, size: number, logical?: LogicalType): AvroSchema => ({
  ...named(name),
  kind: 'fixed',
  size,
  ...(logical && { logical }),
})

export const enumeration = (name: string, ...symbols: string[]): AvroSchema => ({
  ...named(name),
  kind: 'enum',
  symbols,
})

export const array = (items: AvroSchema): AvroSchema => ({ kind: 'array', items, props: {} })

export const map = (values: AvroSchema): AvroSchema => ({ kind: 'map', values, props: {} })

export const union = (...branches: AvroSchema[]): AvroUnion => ({ kind: 'union', branches, props: {} })

export const nullable = (schema: AvroSchema): AvroUnion => union(NULL, schema)

export const field = (name: string, type: AvroSchema, byDefault?: Json): AvroField => ({
  name,
  type,
  order: 'ascending',
  aliases: [],
  props: {},
  ...(byDefault !== undefined && { default: byDefault }),
})

export const record = (name: string, ...fields: AvroField[]): AvroRecord => ({
  ...named(name),
  kind: 'record',
  isError: false,
  fields,
})

/** What a codec needs of a contract. */
export function contract(schema: AvroRecord, constraints: { readonly [field: string]: FieldConstraints } = {}) {
  const fields = schema.fields.map(
    ({ name }): ContractField => ({
      name,
      logicalType: '',
      physicalType: '',
      required: true,
      examples: [],
      constraints: constraints[name] ?? {},
      at: { file: '' },
    }),
  )
  return { schema, fields }
}

/** A contract of one field `x`. */
export const oneField = (type: AvroSchema, constraints: FieldConstraints = {}) =>
  contract(record('One', field('x', type)), { x: constraints })
