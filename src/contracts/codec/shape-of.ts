import { DqError } from '../../kernel/errors.ts'
import type { Type } from '../../kernel/value-type.ts'
import type { AvroRecord, AvroSchema, AvroUnion } from '../avro/schema.ts'
import type { Contract, FieldConstraints } from '../model.ts'
import { applyConstraints, type Constrained } from './constraints.ts'
import { type RecordDefinition, type Shape, type ShapeOf, typeOf } from './shape.ts'

/** The shape of a contract's records: the Avro schema, with the constraints of the contract on its top-level fields. */
export function contractShape(contract: Pick<Contract, 'schema' | 'fields'>): ShapeOf<'record'> {
  const constraints = new Map(contract.fields.map((field) => [field.name, field.constraints]))
  const definitions: Definitions = new Map()
  const fields = contract.schema.fields.map((avro) => {
    const own = constraints.get(avro.name) ?? {}
    return { name: avro.name, shape: named(avro.name, () => build(avro.type, own, definitions)), avro }
  })
  // The root is never the shared definition: a record inside that refers to the root has no constraints on its fields.
  const types = fields.map(({ name, shape }) => ({ name, type: typeOf(shape) }))
  return {
    kind: 'record',
    nullable: false,
    definition: { name: contract.schema.fullName, fields, isRecursive: false, types },
  }
}

/** The shape of one Avro type. Throws a DqError for what has no value type: `null` alone, and constraints that mean nothing there. */
export const shapeOf = (schema: AvroSchema, constraints: FieldConstraints = {}): Shape =>
  build(schema, constraints, new Map())

type Definitions = Map<AvroRecord, RecordDefinition>

function build(schema: AvroSchema, constraints: FieldConstraints, definitions: Definitions): Shape {
  if (schema.kind === 'union') return union(schema, constraints, definitions)
  return { nullable: false, ...applyConstraints(base(schema, definitions), constraints) } as Shape
}

function union(schema: AvroUnion, constraints: FieldConstraints, definitions: Definitions): Shape {
  const at = schema.branches.findIndex((branch) => branch.kind === 'null')
  const nullable = at >= 0
  const nullAt = at > 0 ? { nullAt: at } : {}
  const others = schema.branches.filter((branch) => branch.kind !== 'null')
  const [only] = others
  if (only === undefined) throw nothing()
  if (others.length === 1) return { ...build(only, constraints, definitions), nullable, ...nullAt }
  if (Object.keys(constraints).length > 0)
    throw new DqError('a union of several types takes no constraints', {
      hint: 'remove them, or use one type (nullable if need be)',
    })
  return {
    kind: 'union',
    nullable,
    ...nullAt,
    branches: others.map((branch) => ({ name: branchName(branch), shape: build(branch, {}, definitions) })),
  }
}

function base(schema: Exclude<AvroSchema, AvroUnion>, definitions: Definitions): Constrained {
  const logical = schema.logical?.name
  switch (schema.kind) {
    case 'null':
      throw nothing()
    case 'int':
      return logical === 'date'
        ? { kind: 'date' }
        : logical === 'time-millis'
          ? { kind: 'time', unit: 'millis' }
          : { kind: 'int' }
    case 'long':
      if (logical === 'timestamp-millis' || logical === 'timestamp-micros')
        return { kind: 'timestamp', unit: logical === 'timestamp-millis' ? 'millis' : 'micros' }
      // Nanoseconds do not fit a safe integer of microseconds, and local timestamps are no points in time: both stay the long they are.
      return logical === 'time-micros' ? { kind: 'time', unit: 'micros' } : { kind: 'long' }
    case 'bytes':
    case 'fixed': {
      if (schema.logical?.name === 'decimal') {
        const { precision, scale } = schema.logical
        return { kind: 'decimal', precision, scale, ...(schema.kind === 'fixed' && { size: schema.size }) }
      }
      if (schema.kind !== 'fixed') return { kind: 'bytes' }
      return logical === 'uuid' ? { kind: 'uuid', stored: 'fixed' } : { kind: 'bytes', size: schema.size }
    }
    case 'string':
      return logical === 'uuid' ? { kind: 'uuid', stored: 'string' } : { kind: 'string' }
    case 'enum':
      return { kind: 'enum', name: schema.fullName, symbols: schema.symbols }
    case 'array':
      return { kind: 'array', items: build(schema.items, {}, definitions) }
    case 'map':
      return { kind: 'map', values: build(schema.values, {}, definitions) }
    case 'record':
      return { kind: 'record', definition: define(schema, definitions) }
    default:
      return { kind: schema.kind }
  }
}

function define(schema: AvroRecord, definitions: Definitions): RecordDefinition {
  const known = definitions.get(schema)
  if (known !== undefined) {
    // Met again while its fields are still being made: it contains itself.
    if (known.fields.length < schema.fields.length) Object.assign(known, { isRecursive: true })
    return known
  }
  const fields: RecordDefinition['fields'][number][] = []
  const types: { name: string; type: Type }[] = []
  const definition: RecordDefinition = { name: schema.fullName, fields, isRecursive: false, types }
  definitions.set(schema, definition)
  for (const avro of schema.fields) {
    const shape = build(avro.type, {}, definitions)
    fields.push({ name: avro.name, shape, avro })
    types.push({ name: avro.name, type: typeOf(shape) })
  }
  return definition
}

const branchName = (schema: AvroSchema): string => ('fullName' in schema ? schema.fullName : schema.kind)

const nothing = (): DqError =>
  new DqError('the type "null" alone has no values to carry', {
    hint: 'use a union with another type, e.g. ["null", "string"]',
  })

/** Puts the field's name before whatever is wrong with its type. */
function named<T>(field: string, make: () => T): T {
  try {
    return make()
  } catch (error) {
    if (!(error instanceof DqError)) throw error
    throw new DqError(`field "${field}": ${error.message}`, error.hint === undefined ? {} : { hint: error.hint })
  }
}
