import type { Json, JsonObject } from '../../kernel/json.ts'

/**
 * A checked Avro schema (specification 1.12) as a graph: a reference to a named type is the very object that its
 * definition made, so recursive schemas are cyclic. Use `kind` to narrow.
 */
export type AvroSchema = AvroPrimitive | AvroRecord | AvroEnum | AvroFixed | AvroArray | AvroMap | AvroUnion

export type PrimitiveKind = 'null' | 'boolean' | 'int' | 'long' | 'float' | 'double' | 'bytes' | 'string'

/** A logical type that is valid where it stands; an invalid or unknown one stays in `props` and is ignored, as the specification asks. */
export type LogicalType =
  | { readonly name: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly name: 'big-decimal' }
  | { readonly name: 'uuid' }
  | { readonly name: 'date' }
  | { readonly name: 'time-millis' | 'time-micros' }
  | { readonly name: 'timestamp-millis' | 'timestamp-micros' | 'timestamp-nanos' }
  | { readonly name: 'local-timestamp-millis' | 'local-timestamp-micros' | 'local-timestamp-nanos' }
  | { readonly name: 'duration' }

interface Described {
  readonly logical?: LogicalType
  /**
   * Attributes the specification does not define for this kind (and logicalType with its parameters), as they stand in
   * the text: a `doc` on an int is one of them, and so is a `doc` that is no string.
   */
  readonly props: JsonObject
}

export interface AvroPrimitive extends Described {
  readonly kind: PrimitiveKind
}

/** A type that other places may refer to by its full name. */
export type AvroNamed = AvroRecord | AvroEnum | AvroFixed

interface Named extends Described {
  /** Simple name; `fullName` carries the namespace when there is one. */
  readonly name: string
  readonly namespace?: string
  readonly fullName: string
  /** Full names. */
  readonly aliases: readonly string[]
  readonly doc?: string
}

export interface AvroRecord extends Named {
  readonly kind: 'record'
  readonly isError: boolean
  readonly fields: readonly AvroField[]
}

export interface AvroField {
  readonly name: string
  readonly type: AvroSchema
  readonly doc?: string
  /**
   * Present only when the text gives a default; `null` is a default. As written (JSON encoding of defaults, specification
   * "Complex Types / Records"): with type float or double it may be a string such as "NaN", see `javaDouble`; with a
   * union it may be of any branch; of an enum it may be no symbol, of a fixed it may have another size (Avro Java looks
   * only at the JSON type).
   */
  readonly default?: Json
  readonly order: 'ascending' | 'descending' | 'ignore'
  readonly aliases: readonly string[]
  readonly props: JsonObject
}

export interface AvroEnum extends Named {
  readonly kind: 'enum'
  readonly symbols: readonly string[]
  readonly default?: string
}

export interface AvroFixed extends Named {
  readonly kind: 'fixed'
  readonly size: number
}

export interface AvroArray extends Described {
  readonly kind: 'array'
  readonly items: AvroSchema
}

export interface AvroMap extends Described {
  readonly kind: 'map'
  readonly values: AvroSchema
}

export interface AvroUnion extends Described {
  readonly kind: 'union'
  readonly branches: readonly AvroSchema[]
}
