/**
 * The types of values in records and expressions. One type has one JavaScript representation, whatever the value (null is always `null`):
 *
 * | kind      | JavaScript            | meaning                                                              |
 * |-----------|-----------------------|----------------------------------------------------------------------|
 * | boolean   | boolean               | three-valued logic: null is "unknown"                                |
 * | int       | number                | 32-bit signed                                                        |
 * | int53     | number                | 64-bit in SQL, bounded to ±(2^53 − 1): counts, and longs that a contract bounds |
 * | long      | bigint                | 64-bit signed                                                        |
 * | float     | number (Math.fround)  | IEEE 754 binary32                                                    |
 * | double    | number                | IEEE 754 binary64                                                    |
 * | decimal   | number when precision ≤ 15, else bigint | the unscaled integer: 12.30 as decimal(12,2) is 1230 |
 * | string    | string                | ordered by code point; Avro enums and uuids are strings here         |
 * | bytes     | Uint8Array            |                                                                      |
 * | date      | number                | days since 1970-01-01                                                |
 * | time      | number                | microseconds since midnight                                          |
 * | timestamp | number                | microseconds since 1970-01-01T00:00:00Z, a safe integer              |
 * | array     | array                 | items of one type                                                    |
 * | record    | plain object          | fields in the order of the type                                      |
 * | map       | Map                   | string keys                                                          |
 * | union     | {branch, value}       | two or more non-null branches; `branch` is the Avro branch name      |
 */
export type Type = { readonly nullable: boolean } & BaseType

export type BaseType =
  | { readonly kind: ScalarKind }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'array'; readonly items: Type }
  | { readonly kind: 'record'; readonly fields: readonly { readonly name: string; readonly type: Type }[] }
  | { readonly kind: 'map'; readonly values: Type }
  | { readonly kind: 'union'; readonly branches: readonly { readonly name: string; readonly type: Type }[] }

export type ScalarKind =
  | 'boolean'
  | 'int'
  | 'int53'
  | 'long'
  | 'float'
  | 'double'
  | 'string'
  | 'bytes'
  | 'date'
  | 'time'
  | 'timestamp'

export type Kind = Type['kind']

/** Decimals up to this precision are held as an unscaled safe integer (10^15 − 1 < 2^53), above it as a bigint. */
export const MAX_NUMBER_PRECISION = 15

/** SQL's limit, shared by DuckDB, Flink, Trino and Spark. */
export const MAX_PRECISION = 38
