/** `schema`: it is not a value of the Avro type; `constraint`: it is, but the contract allows less. */
export type ProblemReason = 'schema' | 'constraint'

/** Why one record breaks its contract. Records are many and a stack says nothing about data, so none is captured. */
export class RecordProblem extends Error {
  readonly reason: ProblemReason
  /** JSON pointer (RFC 6901) inside the record; the empty string is the whole record. */
  readonly path: string

  constructor(reason: ProblemReason, path: string, message: string) {
    const limit = Error.stackTraceLimit
    Error.stackTraceLimit = 0
    super(message)
    Error.stackTraceLimit = limit
    this.name = 'RecordProblem'
    this.reason = reason
    // A hostile key may hold half of a surrogate pair; a problem must always be writable as a dead letter.
    this.path = path.toWellFormed()
  }
}

/** The usual problem of kind `schema`: `expected a boolean, found the string "yes"`. */
export const mismatch = (expected: string, found: unknown, path: string): RecordProblem =>
  new RecordProblem('schema', path, `expected ${expected}, found ${describe(found)}`)

/** A value in words, cut to a readable length. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (Array.isArray(value)) return 'an array'
  if (value instanceof Map) return 'a map'
  if (value instanceof Uint8Array) return `${value.length} bytes`
  if (typeof value === 'object') return 'an object'
  if (typeof value === 'string') return `the string ${quoteShort(value)}`
  return `the ${typeof value} ${Object.is(value, -0) ? '-0' : String(value)}`
}

/** JSON text of a string, cut to 60 characters. */
export const quoteShort = (text: string): string =>
  JSON.stringify(text.length > 60 ? `${text.slice(0, 59).toWellFormed()}…` : text)
