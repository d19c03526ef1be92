import type { AvroField, AvroSchema } from '../avro/schema.ts'

/** The kinds of Avro Java's SchemaCompatibility, and AMBIGUOUS_FIELD, where Avro Java gives up with an exception. */
export type IncompatibilityKind =
  | 'NAME_MISMATCH'
  | 'FIXED_SIZE_MISMATCH'
  | 'MISSING_ENUM_SYMBOLS'
  | 'READER_FIELD_MISSING_DEFAULT_VALUE'
  | 'TYPE_MISMATCH'
  | 'MISSING_UNION_BRANCH'
  | 'AMBIGUOUS_FIELD'

/** One reason why a reader cannot read a writer's data. */
export interface Incompatibility {
  readonly kind: IncompatibilityKind
  /** A path through the reader's schema, `/fields/0/type`; through a writer's union by the branch's index. The root is `/`. */
  readonly location: string
  /** Avro Java's words: for instance the missing field's name, or the missing symbols as `[A, B]`. */
  readonly message: string
}

/** The same with the types that do not fit, so that a report can point at their lines. */
export interface LocatedIncompatibility extends Incompatibility {
  readonly reader: AvroSchema
  readonly writer: AvroSchema
  /** The reader's field, where the fault is a field's and not its type's. */
  readonly field?: AvroField
}

export interface Compatibility<T extends Incompatibility = Incompatibility> {
  readonly compatible: boolean
  readonly incompatibilities: readonly T[]
}
