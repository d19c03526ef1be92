import type { AvroRecord, AvroSchema } from '../avro/schema.ts'
import type { OdcsItem } from './document.ts'

/** What ODCS says of a field because the avsc says it: the part that `dq contract sync` writes. */
export interface Mirror {
  readonly logicalType: NonNullable<OdcsItem['logicalType']>
  readonly physicalType: string
  readonly required: boolean
  readonly items?: Mirror
  readonly properties?: readonly MirrorProperty[]
}

export interface MirrorProperty extends Mirror {
  readonly name: string
  readonly description?: string
}

/** The ODCS properties of a record's fields, in its order; a record inside itself is not opened again. */
export const mirrorOf = (schema: AvroRecord, open: readonly AvroRecord[] = []): readonly MirrorProperty[] =>
  schema.fields.map((field) => ({
    name: field.name,
    ...mirrorType(field.type, [...open, schema]),
    ...(field.doc !== undefined && { description: field.doc }),
  }))

function mirrorType(schema: AvroSchema, open: readonly AvroRecord[]): Mirror {
  if (schema.kind !== 'union') return { ...bare(schema, open), required: schema.kind !== 'null' }
  const others = schema.branches.filter((branch) => branch.kind !== 'null')
  const required = others.length === schema.branches.length
  const [only] = others
  if (only !== undefined && others.length === 1) return { ...mirrorType(only, open), required }
  return { logicalType: 'object', physicalType: 'union', required }
}

function bare(schema: AvroSchema, open: readonly AvroRecord[]): Omit<Mirror, 'required'> {
  const physicalType = physical(schema)
  switch (schema.kind) {
    case 'array':
      return { logicalType: 'array', physicalType, items: mirrorType(schema.items, open) }
    case 'record':
      return {
        logicalType: 'object',
        physicalType,
        ...(!open.includes(schema) && { properties: mirrorOf(schema, open) }),
      }
    case 'map':
    case 'union':
      return { logicalType: 'object', physicalType }
    default:
      return { logicalType: logical(schema), physicalType }
  }
}

function logical(schema: AvroSchema): Mirror['logicalType'] {
  const name = schema.logical?.name ?? ''
  if (name === 'decimal' || name === 'big-decimal') return 'number'
  if (name === 'date') return 'date'
  if (name.startsWith('time-')) return 'time'
  if (name.startsWith('timestamp-') || name.startsWith('local-timestamp-')) return 'timestamp'
  switch (schema.kind) {
    case 'int':
    case 'long':
      return 'integer'
    case 'float':
    case 'double':
      return 'number'
    case 'boolean':
      return 'boolean'
    default:
      // ODCS has no type for bytes: as in JSON, they are text (base64).
      return 'string'
  }
}

function physical(schema: AvroSchema): string {
  if (schema.logical?.name === 'decimal') return `decimal(${schema.logical.precision},${schema.logical.scale})`
  if (schema.logical !== undefined) return schema.logical.name
  return schema.kind === 'fixed' ? `fixed(${schema.size})` : schema.kind
}
