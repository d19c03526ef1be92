import type { Aggregate, Expr } from '../expr/ir.ts'

/** A job as plain JSON data: the one value from which the embedded engine, Flink SQL, lineage and the picture are derived. */
export interface JobIr {
  readonly irVersion: 1
  readonly kind: 'windowed'
  readonly name: string
  readonly description?: string
  /** Alias → contract name. */
  readonly inputs: { readonly [alias: string]: string }
  /** A field that every input has; records with the same value meet. */
  readonly keyBy: string
  readonly window: TumblingWindow
  readonly measures: { readonly [name: string]: Aggregate }
  /** Measures over the records of the key's window that share the value of field `by`; inputs without aggregates here take no part. */
  readonly match?: { readonly by: string; readonly measures: { readonly [name: string]: Aggregate } }
  /** Named expressions, in order: each may use the ones before it. */
  readonly values: { readonly [name: string]: Expr }
  /** A file of named, weighted rules beside the job. */
  readonly score?: { readonly kind: 'rules'; readonly file: string }
  readonly outputs: { readonly [name: string]: Output }
  /** Topic of late records; default `<job>.late`. */
  readonly late?: string
}

/** All in milliseconds. */
export interface TumblingWindow {
  readonly kind: 'tumbling'
  readonly size: number
  readonly outOfOrderness: number
  /** An input without a record for so long (by the arrival clock) does not hold the watermark back. */
  readonly idle: number
}

export interface Output {
  /** Contract name of the topic or hash. */
  readonly to: string
  /** `emit` and `side` append to a topic; `upsert` writes the key's row in a store. */
  readonly mode: 'emit' | 'side' | 'upsert'
  /** Once for each record of that input in the window, or once for the window when absent. */
  readonly perRecord?: string
  readonly when?: Expr
  readonly fields: { readonly [name: string]: Expr }
  /** Upserts only: grows with every newer row of the key; a store keeps the row with the greater one. */
  readonly version?: Expr
}
