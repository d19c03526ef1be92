import type { RunRecord } from './record.ts'

/** How long runs are kept, by table; what breaks one of the two is removed when the next run is recorded. */
export interface Retention {
  readonly runs: number
  readonly days: number
}

/** Earlier runs, kept from run to run. Several processes may use one history at once. */
export interface RunHistory {
  /** Durable when it resolves. */
  record(run: RunRecord, keep: Retention): Promise<void>
  /** The newest runs of a table, newest first. */
  runs(table: string, limit: number): Promise<readonly RunRecord[]>
  /** Row counts of the newest runs that counted the table's rows, newest first. */
  rowCounts(table: string, limit: number): Promise<readonly number[]>
  /** Tables that have runs, by name. */
  tables(): Promise<readonly string[]>
  close(): Promise<void>
}
