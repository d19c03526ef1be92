import { DqError } from '../../kernel/errors.ts'
import type { Place } from '../../kernel/finding.ts'

/** What Avro Java would refuse to parse; `pointer` (RFC 6901) leads to the node at fault, `at` is known when a text was read. */
export class AvroSchemaError extends DqError {
  readonly pointer: string

  constructor(message: string, options: { pointer: string; hint: string; at?: Place }) {
    super(message, options)
    this.name = 'AvroSchemaError'
    this.pointer = options.pointer
  }
}
