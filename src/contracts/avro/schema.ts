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
  /** Attributes the specification does not define (and logicalType with its parameters), as they stand in the text. */
  readonly props: JsonObject
}

export interface AvroPrimitive extends Described {
  readonly kind: PrimitiveKind
}

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
  /** Present only when the text gives a default; `null` is a default. As written (JSON encoding of defaults, specification "Complex Types / Records"). */
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
