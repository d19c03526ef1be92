import type { DecodedRecord } from '../../contracts/codec/value.ts'
import type { JsonObject } from '../../kernel/json.ts'
import type { SourceEvent, StateChange, StateEntry } from '../ports.ts'

/**
 * One task: partition p of every input of a job, with its state. It knows no clock but the arrival clock of the run, which
 * never goes back; clock and `wakeAt` are milliseconds.
 */
export interface Task {
  /** The next moment at which something happens without a record (an input goes idle, state is freed); Infinity when there is none. */
  readonly wakeAt: number
  /** Takes everything that is due up to and including `clock`. */
  wake(clock: number): void
  /** An event of that input arrived at this moment; whether it can be read is not known yet. */
  heard(input: number, clock: number): void
  /** A record that fits its contract. Leaves the state unchanged when it throws (overflow). */
  take(input: number, record: DecodedRecord, event: SourceEvent): Verdict
  /** All inputs have ended. */
  finish(): void
  /** What a checkpoint keeps of the task; absent when nothing is kept: changes need not be tracked then. */
  readonly state?: TaskState | undefined
}

/** The state of a task as a checkpoint keeps it: what is small as one JSON value, and everything by key, of which only changes are written. */
export interface TaskState {
  save(): JsonObject
  /** How many keys, windows and remembered events it holds. */
  readonly size: number
  /** Puts and deletes since the last call. */
  changes(): Iterable<StateChange>
  /** Makes the task, which is new, what the saved one was. */
  restore(saved: JsonObject, entries: Iterable<StateEntry>): void
}

/** Of a task that needs nothing kept. */
export const noState: TaskState = { save: () => ({}), size: 0, changes: () => [], restore() {} }

export type Verdict = 'taken' | 'late' | 'duplicate'

/** Begins a task; `start` is the first moment of the run. */
export type NewTask = (start: number, outputs: TaskOutputs) => Task

/** Where a task's results go; `output` is an index in the job's outputs. */
export interface TaskOutputs {
  /** `key`: of what the output was made for; it is the record's key where the output's contract names none. */
  emit(output: number, key: string | null, made: DecodedRecord, version: bigint | undefined): void
  /** An output that could not be made or does not fit its contract; `of` says for people what it was made for. */
  failed(output: number, key: string | null, error: unknown, of: string): void
  late(input: number, record: DecodedRecord, event: SourceEvent, missed: MissedWindow): void
  windowClosed(): void
}

/** The window that a record came too late for. Milliseconds. */
export interface MissedWindow {
  readonly start: number
  readonly end: number
  readonly watermark: number
}
