import type { Aggregate, Expr } from '../expr/ir.ts'

/** A job as plain JSON data: the one value from which engines, lineage and the picture are derived. */
export type JobIr = WindowedIr | RunningIr | RecordsIr | StepIr

interface JobHead {
  readonly irVersion: 1
  readonly name: string
  readonly description?: string
  /** Alias → contract name. */
  readonly inputs: { readonly [alias: string]: string }
}

/** Aggregates by key over windows of event time. */
export interface WindowedIr extends JobHead {
  readonly kind: 'windowed'
  /** A field that every input has; records with the same value meet. */
  readonly keyBy: string
  readonly window: TumblingWindow
  readonly measures: { readonly [name: string]: Aggregate }
  /** Measures over the records of the key's window that share the value of field `by`; inputs without aggregates here take no part. */
  readonly match?: { readonly by: string; readonly measures: { readonly [name: string]: Aggregate } }
  /** Named expressions, in order: each may use the ones before it. */
  readonly values: { readonly [name: string]: Expr }
  readonly score?: ScoreIr
  readonly outputs: { readonly [name: string]: Output }
  /** Topic of late records; default `<job>.late`. */
  readonly late?: string
}

/** Aggregates by key over all records so far: every accepted record gives its outputs at once, in the order of the replay. */
export interface RunningIr extends JobHead {
  readonly kind: 'running'
  readonly keyBy: string
  readonly running: RunningOptions
  readonly measures: { readonly [name: string]: Aggregate }
  readonly values: { readonly [name: string]: Expr }
  readonly outputs: { readonly [name: string]: Output }
}

/** Each record by itself: no key, no state, no duplicates. */
export interface RecordsIr extends JobHead {
  readonly kind: 'records'
  readonly values: { readonly [name: string]: Expr }
  readonly outputs: { readonly [name: string]: Output }
}

/** TypeScript of the user's own; its code stands beside the declaration (`JobDeclaration.functions`), its lineage is written by hand. */
export interface StepIr extends JobHead {
  readonly kind: 'step'
  /** Absent: the state is one per task (partition). */
  readonly keyBy?: string
  /** By alias: the fields that the code is given. */
  readonly reads: { readonly [alias: string]: readonly string[] }
  /** By contract and field: where it comes from, as `alias.field`; `*` for what decides whether a record is written at all. */
  readonly writes: { readonly [contract: string]: { readonly [field: string]: readonly string[] } }
}

/** All in milliseconds. */
export interface TumblingWindow {
  readonly kind: 'tumbling'
  readonly size: number
  readonly outOfOrderness: number
  /** An input without a record for so long (by the arrival clock) does not hold the watermark back. */
  readonly idle: number
}

/** Milliseconds of the arrival clock. */
export interface RunningOptions {
  /** A key without an accepted record for so long is forgotten, with all its state; absent: never. */
  readonly ttl?: number
  /** For so long an event id is remembered: the same event of the same key is a duplicate until then. */
  readonly remember: number
}

export type ScoreIr =
  /** A file of named, weighted rules beside the job. */
  { readonly kind: 'rules'; readonly file: string } | CustomScoreIr

/** A function of the user's own over named expressions; its value is a decimal(15, scale). */
export interface CustomScoreIr {
  readonly kind: 'custom'
  readonly name: string
  readonly reads: { readonly [name: string]: Expr }
  /** Decimal text. */
  readonly threshold: string
  readonly scale: number
}

export interface Output {
  /** Contract name of the topic or hash. */
  readonly to: string
  /** `emit` and `side` append to a topic; `upsert` writes the key's row in a store. */
  readonly mode: 'emit' | 'side' | 'upsert'
  /** Once for each record of that input; when absent, once for the window, or for each accepted record of a running job. */
  readonly perRecord?: string
  readonly when?: Expr
  readonly fields: { readonly [name: string]: Expr }
  /** Upserts only: grows with every newer row of the key; a store keeps the row with the greater one. */
  readonly version?: Expr
}
