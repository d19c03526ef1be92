import type { JsonObject } from '../../kernel/json.ts'

/** What a declaration cannot say as data: code of the user's own, kept beside the IR and only known to the embedded engine. */
export interface JobFunctions {
  readonly step?: StepFunctions
  /** Of the custom scorer. */
  readonly score?: ScoreFunction
}

export interface StepFunctions {
  /** State of a key at its first record; absent: an empty object. */
  readonly initial?: () => object
  readonly run: (call: StepCall) => void
}

/** A record for people's code: JSON in the conventions of fixtures (decimals and timestamps are text). */
export type JsonRecord = JsonObject

export interface StepCall {
  /** Alias of the record's input. */
  readonly input: string
  readonly record: JsonRecord
  /** A JSON object, changed in place. */
  readonly state: object
  /** Writes a record; it is checked against its contract. */
  readonly emit: (contract: string, record: JsonRecord) => void
}

/** Gives the score of the values that it reads, as decimal text, and why. */
export type ScoreFunction = (values: JsonRecord) => { readonly value: string; readonly reasons: readonly string[] }
