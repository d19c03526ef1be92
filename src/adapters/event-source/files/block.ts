import type { JsonObject } from '../../../kernel/json.ts'
import type { SourceEvent, UnreadableEvent } from '../../../pipelines/ports.ts'

export interface EventFile {
  readonly topic: string
  readonly path: string
}

/** Consecutive events of one file. */
export interface Block {
  readonly events: readonly (SourceEvent | UnreadableEvent)[]
  /** The place in the file after the first `n` of them, from which another process can go on. */
  after(n: number): JsonObject
}

/** Bytes of unreadable events whose text does not give them back. */
export type LostBytes = WeakMap<UnreadableEvent, Uint8Array>
