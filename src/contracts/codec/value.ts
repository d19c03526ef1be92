/** A value in the representation that its type fixes (table in `kernel/value-type.ts`). */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly Value[]
  | ReadonlyMap<string, Value>
  | UnionValue
  | DecodedRecord

/** A value of a union with two or more non-null branches; `branch` is the Avro branch name (full name of a named type). */
export interface UnionValue {
  readonly branch: string
  readonly value: Value
}

/** A record whose fields stand in the order of its schema; field values are shared, never to be changed in place. */
export interface DecodedRecord {
  readonly [field: string]: Value
}
