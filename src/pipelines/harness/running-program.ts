import type { DecodedRecord } from '../../contracts/codec/value.ts'

/** The aggregates of one key; its inside belongs to the program. */
export type RunningState = object

/** What the embedded engine compiles a running job into. */
export interface RunningProgram {
  newState(): RunningState
  /** By input; leaves the state unchanged when it throws (overflow). */
  readonly update: readonly ((state: RunningState, record: DecodedRecord) => void)[]
  /** In the order of the job's outputs. */
  readonly outputs: readonly UpdateOutput[]
}

/** `time`: event time of the record, microseconds. */
interface UpdateOutput {
  /** The record to write, or undefined when its condition does not hold. */
  make(
    state: RunningState,
    record: DecodedRecord,
    key: unknown,
    revision: number,
    time: number,
  ): DecodedRecord | undefined
  /** Upserts: the row's version. */
  version?(state: RunningState, record: DecodedRecord, key: unknown, revision: number, time: number): bigint
}
