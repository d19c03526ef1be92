import type { Type } from '../../kernel/value-type.ts'
import type { AvroSchema } from '../avro/schema.ts'
import type { Contract, FieldConstraints } from '../model.ts'
import { typeOf } from './shape.ts'
import { contractShape, shapeOf } from './shape-of.ts'

/**
 * The type of the values of an Avro schema: `["null", X]` is a nullable X; a long that the contract bounds within ±(2^53 − 1) is an int53;
 * enums and uuids are strings; times and timestamps are microseconds. Nanosecond and local timestamps stay longs; big-decimal and duration stay bytes.
 * Throws a DqError when the schema is `null` alone or a constraint means nothing for it. The type of a recursive record is cyclic.
 */
export const valueType = (schema: AvroSchema, constraints?: FieldConstraints): Type =>
  typeOf(shapeOf(schema, constraints))

/** The type of each top-level field, in the order of the schema. */
export const contractTypes = (contract: Pick<Contract, 'schema' | 'fields'>): ReadonlyMap<string, Type> =>
  new Map(contractShape(contract).definition.types.map(({ name, type }) => [name, type]))
