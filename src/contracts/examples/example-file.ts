import { z } from 'zod'

/** `invalid/<case>.json`: a record that must be refused, and the error it must get. */
export const invalidExample = z.strictObject({
  error: z.strictObject({
    /** `schema`: no value of the Avro type; `constraint`: the contract allows less; `key`: the record key is not the key field. */
    reason: z.enum(['schema', 'constraint', 'key']),
    /** JSON pointer (RFC 6901) inside the record; empty for the whole of it. */
    path: z.string().regex(/^(\/.*)?$/, 'a JSON pointer such as /total_amount, or "" for the whole record'),
    /** A part of the message. */
    message: z.string().min(1).optional(),
  }),
  /** The record key, for the reason `key`. */
  key: z.string().nullable().optional(),
  record: z.custom<unknown>((value) => value !== undefined, 'the record that must be refused'),
})
