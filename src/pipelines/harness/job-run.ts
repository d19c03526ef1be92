import type { JsonObject } from '../../kernel/json.ts'
import type { OutEvent, SourceEvent, StateEntry, TaskChange, UnreadableEvent } from '../ports.ts'
import type { MadeRow } from './held-rows.ts'
import type { Counts } from './run-counts.ts'

export interface RunOptions {
  /** Records with an event time (without one: an arrival) at or after this one are left out. Milliseconds. */
  readonly until?: number
  /** More dead letters than this end the run. */
  readonly maxDeadLetters?: number
}

/** What a batch of events gave, to be written before the next batch is taken. */
export interface RunOutput {
  readonly events: readonly OutEvent[]
  readonly rows: readonly MadeRow[]
}

/** A job over one totally ordered replay: no I/O, no clock but the events' own. */
export interface JobRun {
  process(events: readonly (SourceEvent | UnreadableEvent)[]): RunOutput
  /**
   * Moves the arrival clock on without a record (it never goes back), and gives out all that was made so far. Inputs in
   * `waiting` have records to come: they are not silent, however long their records take.
   */
  advance(clock: number, waiting: readonly number[]): RunOutput
  /** All inputs have ended: every task finishes. */
  finish(): RunOutput
  readonly counts: Counts
  /** Whether there were more dead letters than allowed: nothing more is processed. */
  readonly exceeded: boolean
  /** Everything but keyed state, as JSON; to be asked for between two batches, as changes are. */
  save(): JsonObject
  /** Entries of keyed state in all tasks. */
  readonly stateSize: number
  /** Of the keyed state of all tasks, since the last call. */
  changes(): Iterable<TaskChange>
  /** Makes a run that has not begun what the saved one was; `entries` gives the keyed state of a task. */
  restore(saved: JsonObject, entries: (task: number) => Iterable<StateEntry>): void
}
