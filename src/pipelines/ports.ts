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
  readonly headers: Readonly<Record<string, string>>
  /** The record's own bytes: for JSON Lines the text of `value`. */
  readonly raw: Uint8Array | string
  /** Decoded JSON when the source had to parse it anyway. */
  readonly value?: unknown
}

/** An event that could not even be read as one; the harness dead-letters it with `reason` and `raw`. */
export interface UnreadableEvent {
  readonly unreadable: true
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly arrival: number
  readonly raw: Uint8Array | string
  readonly message: string
}

/** Events of all inputs of a job, merged into the total order, a bounded batch at a time. */
export interface EventSource {
  read(): AsyncIterable<readonly (SourceEvent | UnreadableEvent)[]>
  close(): Promise<void>
}

/** A record to be written: `value` is JSON by the fixture conventions (decimals as text, timestamps ISO 8601, bytes base64). */
export interface OutEvent {
  readonly topic: string
  readonly partition: number
  readonly arrival: number
  readonly key: string | null
  readonly value: unknown
}

/** Appends in the order given; `close` makes all of it durable. Resolves when more can be taken (back-pressure). */
export interface EventSink {
  write(events: readonly OutEvent[]): Promise<void>
  close(): Promise<void>
}

/** Rows by key, e.g. the customer feature hash: a row with a revision not above the stored one is ignored, so replays change nothing. */
export interface KeyedStore {
  upsert(rows: readonly KeyedRow[]): Promise<void>
  get(store: string, key: string): Promise<KeyedRow | undefined>
  close(): Promise<void>
}

export interface KeyedRow {
  readonly store: string
  readonly key: string
  /** Grows with every newer row of the key. */
  readonly revision: bigint
  readonly value: unknown
}
