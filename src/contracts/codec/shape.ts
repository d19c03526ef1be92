import type { Type } from '../../kernel/value-type.ts'
import type { AvroField } from '../avro/schema.ts'
import type { BoundRule, Range } from './range.ts'

/**
 * An Avro type and the contract's constraints as a codec sees them: the one plan from which every decoder and encoder is made.
 * `nullAt` is the place of `null` among the branches of the Avro union, where it is not the first.
 */
export type Shape = { readonly nullable: boolean; readonly nullAt?: number } & BaseShape

export type BaseShape =
  | { readonly kind: 'boolean' }
  | Ranged<'int'>
  | Ranged<'int53'>
  | Ranged<'long'>
  | Ranged<'date'>
  | Floating<'float'>
  | Floating<'double'>
  | Timed<'time'>
  | Timed<'timestamp'>
  | Decimal
  | { readonly kind: 'string'; readonly limits: TextLimits }
  | { readonly kind: 'enum'; readonly name: string; readonly symbols: readonly string[]; readonly limits: TextLimits }
  /** `stored` is what Avro holds: text, or the 16 bytes of a fixed. */
  | { readonly kind: 'uuid'; readonly stored: 'string' | 'fixed'; readonly limits: TextLimits }
  /** `size` for a fixed. */
  | { readonly kind: 'bytes'; readonly size?: number }
  | { readonly kind: 'array'; readonly items: Shape }
  | { readonly kind: 'map'; readonly values: Shape }
  | { readonly kind: 'record'; readonly definition: RecordDefinition }
  | { readonly kind: 'union'; readonly branches: readonly { readonly name: string; readonly shape: Shape }[] }

/** `size` for one that a fixed stores. */
interface Decimal {
  readonly kind: 'decimal'
  readonly precision: number
  readonly scale: number
  readonly size?: number
  readonly range: Range
}

interface Ranged<K> {
  readonly kind: K
  readonly range: Range
}

interface Floating<K> {
  readonly kind: K
  readonly bounds: readonly FloatBound[]
}

/** Values are microseconds whatever the unit; with `millis` they are multiples of 1000. */
interface Timed<K> extends Ranged<K> {
  readonly unit: 'millis' | 'micros'
}

export type ShapeOf<K extends Shape['kind']> = Extract<Shape, { readonly kind: K }>

/** Shared by every use of the named record; cyclic when the record is recursive. */
export interface RecordDefinition {
  readonly name: string
  readonly fields: readonly { readonly name: string; readonly shape: Shape; readonly avro: AvroField }[]
  readonly isRecursive: boolean
  /** The fields as a value type (shared, so that recursive types are cyclic too). */
  readonly types: readonly { readonly name: string; readonly type: Type }[]
}

export interface TextLimits {
  /** In code points. */
  readonly minLength?: number
  readonly maxLength?: number
  /** Not anchored, as in ECMAScript and JSON Schema. */
  readonly pattern?: RegExp
}

export interface FloatBound {
  readonly rule: BoundRule
  readonly text: string
  readonly limit: number
}

/** The kernel's type of a shape's values. */
export function typeOf(shape: Shape): Type {
  const { nullable } = shape
  switch (shape.kind) {
    case 'decimal':
      return { nullable, kind: 'decimal', precision: shape.precision, scale: shape.scale }
    case 'enum':
    case 'uuid':
      return { nullable, kind: 'string' }
    case 'array':
      return { nullable, kind: 'array', items: typeOf(shape.items) }
    case 'map':
      return { nullable, kind: 'map', values: typeOf(shape.values) }
    case 'record':
      return { nullable, kind: 'record', fields: shape.definition.types }
    case 'union':
      return {
        nullable,
        kind: 'union',
        branches: shape.branches.map(({ name, shape }) => ({ name, type: typeOf(shape) })),
      }
    default:
      return { nullable, kind: shape.kind }
  }
}
