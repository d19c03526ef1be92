import type { AvroSchema } from '../../avro/schema.ts'
import type { Datum } from './datum.ts'

/** A real Avro library, asked whether what one schema writes can be read with another. */
export interface AvroCodec {
  /** How reports call it. */
  readonly name: string
  /** Prepares a pair once; neither this nor the function it returns throws. */
  between(writer: AvroSchema, reader: AvroSchema): (datum: Datum) => Reading
}

export type Reading =
  /** `value` is what the reader got, in the library's own form. */
  | { readonly kind: 'read'; readonly value: unknown }
  /** The reader does not get the datum. */
  | { readonly kind: 'unreadable'; readonly message: string }
  /** The library cannot take one of the schemas, or cannot write the datum: that says nothing about the pair. */
  | { readonly kind: 'limit'; readonly message: string }
