import type { AvroField, AvroRecord, AvroSchema } from '../../contracts/avro/schema.ts'
import { DqError } from '../../kernel/errors.ts'
import type { IcebergType, NestedField } from './types.ts'

/** Hands out column ids; each is used once. */
export type NextId = () => number

/** A column as a contract asks for it: without an id. */
export interface WantedField {
  readonly name: string
  readonly aliases: readonly string[]
  readonly required: boolean
  readonly type: WantedType
  readonly doc?: string
}

export type WantedType =
  | Exclude<IcebergType, { readonly kind: 'struct' | 'list' | 'map' }>
  | { readonly kind: 'struct'; readonly fields: readonly WantedField[] }
  | { readonly kind: 'list'; readonly element: WantedType; readonly elementRequired: boolean }
  | { readonly kind: 'map'; readonly value: WantedType; readonly valueRequired: boolean }

/**
 * The columns that an Avro record asks for (table specification, "Appendix A: Avro", read the other way). Throws a DqError for what a
 * table cannot hold: a union of several types, a record inside itself, nanoseconds.
 */
export const wantedColumns = (record: AvroRecord): readonly WantedField[] => wantedFields(record, [])

function wantedFields(record: AvroRecord, around: readonly AvroRecord[]): readonly WantedField[] {
  if (around.includes(record))
    throw new DqError(`${record.fullName} holds itself: a table cannot`, { hint: 'keep the inner one as JSON text' })
  return record.fields.map((field) => wantedField(field, [...around, record]))
}

function wantedField(field: AvroField, around: readonly AvroRecord[]): WantedField {
  const { type, isNullable } = withoutNull(field.type, field.name)
  return {
    name: field.name,
    aliases: field.aliases,
    required: !isNullable,
    type: wantedType(type, field.name, around),
    ...(field.doc !== undefined && { doc: field.doc }),
  }
}

function withoutNull(type: AvroSchema, name: string): { readonly type: AvroSchema; readonly isNullable: boolean } {
  if (type.kind !== 'union') return { type, isNullable: type.kind === 'null' }
  const branches = type.branches.filter(({ kind }) => kind !== 'null')
  const [only] = branches
  if (only !== undefined && branches.length === 1)
    return { type: only, isNullable: branches.length < type.branches.length }
  throw new DqError(`"${name}" may be of ${branches.length} types: a column has one`, {
    hint: 'a record with one nullable field for each type',
  })
}

function wantedType(schema: AvroSchema, name: string, around: readonly AvroRecord[]): WantedType {
  const { kind, logical } = schema
  switch (kind) {
    case 'record':
      return { kind: 'struct', fields: wantedFields(schema, around) }
    case 'array': {
      const { type, isNullable } = withoutNull(schema.items, name)
      return { kind: 'list', element: wantedType(type, name, around), elementRequired: !isNullable }
    }
    case 'map': {
      const { type, isNullable } = withoutNull(schema.values, name)
      return { kind: 'map', value: wantedType(type, name, around), valueRequired: !isNullable }
    }
    case 'enum':
      return { kind: 'string' }
    case 'fixed':
      if (logical?.name === 'decimal') return { kind: 'decimal', precision: logical.precision, scale: logical.scale }
      // Neither DuckDB nor Spark nor Trino writes columns of a fixed length.
      return logical?.name === 'uuid' ? { kind: 'uuid' } : { kind: 'binary' }
    case 'bytes':
      return logical?.name === 'decimal'
        ? { kind: 'decimal', precision: logical.precision, scale: logical.scale }
        : { kind: 'binary' }
    case 'string':
      return logical?.name === 'uuid' ? { kind: 'uuid' } : { kind: 'string' }
    case 'int':
      return logical === undefined ? { kind: 'int' } : { kind: logical.name === 'date' ? 'date' : 'time' }
    case 'long':
      return { kind: longKind(logical?.name, name) }
    case 'union':
    case 'null':
      throw new DqError(`"${name}" has no type that a column can have`)
    default:
      return { kind }
  }
}

function longKind(logical: string | undefined, name: string): 'long' | 'time' | 'timestamp' | 'timestamptz' {
  switch (logical) {
    case 'time-micros':
      return 'time'
    case 'timestamp-millis':
    case 'timestamp-micros':
      return 'timestamptz'
    case 'local-timestamp-millis':
    case 'local-timestamp-micros':
      return 'timestamp'
    case undefined:
      return 'long'
    default:
      throw new DqError(`"${name}" is a ${logical}: tables of format version 2 hold microseconds`, {
        hint: 'timestamp-micros, or a long with the nanoseconds',
      })
  }
}

/** Gives every column an id: outer columns first, as engines do for new tables. */
export function withIds(wanted: readonly WantedField[], next: NextId): readonly NestedField[] {
  const ids = wanted.map(() => next())
  return wanted.map(({ name, required, type, doc }, i) => ({
    id: ids[i]!,
    name,
    required,
    type: typeWithIds(type, next),
    ...(doc !== undefined && { doc }),
  }))
}

export function typeWithIds(type: WantedType, next: NextId): IcebergType {
  switch (type.kind) {
    case 'struct':
      return { kind: 'struct', fields: withIds(type.fields, next) }
    case 'list': {
      const { elementRequired } = type
      return { kind: 'list', elementId: next(), element: typeWithIds(type.element, next), elementRequired }
    }
    case 'map': {
      const { valueRequired } = type
      const [keyId, valueId] = [next(), next()]
      return {
        kind: 'map',
        keyId,
        key: { kind: 'string' },
        valueId,
        value: typeWithIds(type.value, next),
        valueRequired,
      }
    }
    default:
      return type
  }
}
