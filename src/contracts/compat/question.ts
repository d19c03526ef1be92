import type { AvroSchema } from '../avro/schema.ts'
import type { Found } from './found.ts'

/** A pair to compare. `at` is the path that Avro Java would give; `within` goes before it where a union made Java begin anew. */
export interface Question {
  readonly reader: AvroSchema
  readonly writer: AvroSchema
  readonly at: string
  readonly within: string
}

/**
 * Compares types that hold others: asks for each inner pair and takes the answer. Not by calls, since schemas can be deeper than the stack.
 */
export type Comparison = Generator<Question, Found, Found>
