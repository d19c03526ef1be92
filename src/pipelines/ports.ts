import type { AvroRecord } from '../contracts/avro/schema.ts'
import type { JsonObject } from '../kernel/json.ts'
import type { DeadLetter } from './harness/envelopes.ts'

/**
 * One event as the harness sees it. Positions are exact; `arrival` is milliseconds since the epoch: the clock of a replay.
 * A source yields events in the total order (arrival, topic, partition, offset).
 */
export interface SourceEvent {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly arrival: number
  readonly key: string | null
  /** The decoded JSON of the record, not yet checked against a contract; with a `schema` its bytes, or bytes that hold it. */
  readonly value: unknown
  /** With a `schema`: where the record begins and ends in `value`, which it fills where these are absent. */
  readonly from?: number
  readonly to?: number
  /** The schema that the bytes of an Avro record were written with: one object a schema, not one an event. */
  readonly schema?: AvroRecord
  /** What the source was given (for JSON Lines the whole line); `EventSource.rawValue` finds the record's own bytes in it. */
  readonly text: string
}

/** A line that could not be read as an event; it is dead-lettered with its text. Position fields are what could be told. */
export interface UnreadableEvent {
  readonly unreadable: string
  /** Absent: it is no event at all. */
  readonly reason?: 'drift'
  /** Where it could be told. */
  readonly key?: string | null
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly arrival: number
  readonly text: string
  /** Where it stands in its file, by line (block: by byte), when it says no position of its own: `partition` and `offset` are those of an event beside it. */
  readonly place?: number
}

/** Events of all inputs of a job, merged into the total order, a bounded batch at a time: never a whole file in memory. */
export interface EventSource {
  /** A batch never goes over a multiple of `stop` events, so that a checkpoint can lie there. */
  read(options?: { readonly stop?: number }): AsyncIterable<readonly (SourceEvent | UnreadableEvent)[]>
  /** The place behind the last batch given, as JSON: another source of the same inputs can begin there. */
  position(): JsonObject
  /** The record's own bytes, exactly as they stood; used only when a record is dead-lettered or late. */
  rawValue(event: SourceEvent | UnreadableEvent): Uint8Array
  /** Bytes read so far and in all (undefined when unknown): for progress. */
  progress(): { readonly read: number; readonly total: number | undefined }
  close(): Promise<void>
}

/** A record to be written; `value` is the record in the fixture's JSON conventions, as text, or Avro bytes where the sink writes Avro. */
export interface OutEvent {
  readonly topic: string
  readonly partition: number
  /** Milliseconds since the epoch, by the arrival clock of the run. */
  readonly arrival: number
  readonly key: string | null
  readonly value: string | Uint8Array
  /** Of a dead letter: why, and where the record stood; for sinks that have headers. */
  readonly letter?: Pick<DeadLetter, 'reason' | 'topic' | 'partition' | 'offset'> | undefined
}

/** Appends in the order given and numbers the offsets of each topic and partition from 0; `close` makes all of it durable. Resolves when more can be taken (back-pressure). */
export interface EventSink {
  write(events: readonly OutEvent[]): Promise<void>
  /** Makes durable what was written so far, and says how much that is, as JSON: a later sink can go on behind it. */
  checkpoint(): Promise<JsonObject>
  close(): Promise<void>
  /** Lets go of what is open, and gives nothing its name: the run has failed. */
  abandon?(): Promise<void>
}

/** Rows by key, e.g. the customer feature hash: a row with a revision not above the stored one is ignored, so replays change nothing. */
export interface KeyedStore {
  upsert(rows: readonly KeyedRow[]): Promise<void>
  /** Like `upsert`, but a row also replaces one of the same revision: it was computed again. Absent where a store cannot do that. */
  correct?(rows: readonly KeyedRow[]): Promise<void>
  get(store: string, key: string): Promise<KeyedRow | undefined>
  close(): Promise<void>
}

/** A store of others, that can forget a key and keep it forgotten while what its row was made of may come again. */
export interface ErasableStore extends KeyedStore {
  /** Whether the store is there: a table that nobody has made holds nothing. */
  exists(store: string): Promise<boolean>
  /**
   * The row goes, and rows of its key are ignored, of whatever revision, until then (milliseconds since the epoch; undefined: for good).
   * Gives until when the store promises that, undefined for good: some forget by their own clock.
   */
  erase(store: string, key: string, until: number | undefined): Promise<number | undefined>
  /** Until when rows of a key are ignored, where the store can tell; `until` is undefined for good. */
  keptOut(store: string, key: string): Promise<{ readonly until: number | undefined } | undefined>
}

export interface KeyedRow {
  readonly store: string
  readonly key: string
  /** Grows with every newer row of the key. */
  readonly revision: bigint
  /** The row in the fixture's JSON conventions, as text. */
  readonly value: string
}

/** One key's state of a task, in an encoding of the task's own. */
export interface StateEntry {
  readonly key: string
  readonly bytes: Uint8Array
}

/** A put, or a delete without bytes. */
export interface StateChange {
  readonly key: string
  readonly bytes: Uint8Array | undefined
}

/** A change in the keyed state of one task of a run. */
export interface TaskChange extends StateChange {
  readonly task: number
}

/** `too-many-bad-records`: the run ended early; what was written until then is kept, open windows are not closed. */
export type RunEnd = 'finished' | 'too-many-bad-records'

/** What a run has come to: everything that another process needs to go on as if nothing had happened. */
export interface Checkpoint {
  /** Events taken so far, of all inputs. */
  readonly events: number
  /** Everything is written: only the outputs' names are to be given. Absent while the run goes on. */
  readonly end?: RunEnd
  /** `EventSource.position()`. */
  readonly source: JsonObject
  /** What `EventSink.checkpoint()` said. */
  readonly sink: JsonObject
  /** What the run itself keeps beside keyed state. */
  readonly run: JsonObject
}

/** Keeps the last checkpoint of one run; a commit is one transaction. */
export interface CheckpointStore {
  /** Undefined before the first commit. */
  last(): Checkpoint | undefined
  /** Keyed state of the last checkpoint, by task. */
  entries(task: number): Iterable<StateEntry>
  commit(checkpoint: Checkpoint, changes: Iterable<TaskChange>): Promise<void>
  /** The run is over, and its outputs have their names: there is nothing to go on from. */
  forget(): Promise<void>
  close(): Promise<void>
}
