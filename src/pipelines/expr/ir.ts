/** An expression as plain JSON data: nothing runs when it is written. Types are found later, against the contracts. */
export type Expr = LiteralExpr | RefExpr | CallExpr

/** `value` is text for everything that JSON cannot carry exactly: decimals, longs, timestamps (ISO 8601 UTC), bytes (base64). */
export type LiteralExpr =
  | { readonly op: 'literal'; readonly type: 'boolean'; readonly value: boolean }
  | { readonly op: 'literal'; readonly type: 'int'; readonly value: number }
  | {
      readonly op: 'literal'
      readonly type: 'double' | 'float'
      readonly value: number | 'NaN' | 'Infinity' | '-Infinity'
    }
  | {
      readonly op: 'literal'
      readonly type: 'string' | 'decimal' | 'long' | 'timestamp' | 'date' | 'bytes'
      readonly value: string
    }
  | { readonly op: 'literal'; readonly type: 'null' }

/** A leaf that the surrounding job gives a value: what each `of` means is said in `job/ir.ts`. */
export type RefExpr =
  /** A top-level field of a record of the input with that alias. */
  | { readonly op: 'ref'; readonly of: 'field'; readonly input: string; readonly name: string }
  /** A measure of the key's window. */
  | { readonly op: 'ref'; readonly of: 'measure'; readonly name: string }
  /** A measure of those records in the key's window that match the current record. */
  | { readonly op: 'ref'; readonly of: 'match'; readonly name: string }
  /** A named expression of the job. */
  | { readonly op: 'ref'; readonly of: 'value'; readonly name: string }
  /** The window's bounds (timestamp), its key, and what the score says. */
  | { readonly op: 'ref'; readonly of: 'window'; readonly name: 'start' | 'end' | 'key' }
  /** Of a running job: the key, how many of its records were accepted, and the event time of the record at hand. */
  | { readonly op: 'ref'; readonly of: 'state'; readonly name: 'key' | 'revision' | 'time' }
  | { readonly op: 'ref'; readonly of: 'score'; readonly name: 'value' | 'reasons' | 'threshold' }

export interface CallExpr {
  /** Name of an operator in `operators/index.ts`. */
  readonly op: string
  readonly args: readonly Expr[]
  /** Constant parameters of the operator, e.g. `{scale: 4, rounding: 'half-up'}` of `div`. */
  readonly options?: { readonly [name: string]: string | number | boolean | readonly string[] }
}

/** An aggregate over the records of one input, in a key's window (or in its match group). */
export interface Aggregate {
  /** Name of an aggregate in `aggregates/index.ts`. */
  readonly aggregate: string
  /** The input whose records feed it. */
  readonly input: string
  /** Absent for `count` of records. */
  readonly arg?: Expr
  /** Only records for which this is true take part. */
  readonly where?: Expr
}
