import type { Type } from '../../kernel/value-type.ts'

/** Fields of a late record, in order. Times are microseconds; `value` is the record as JSON text. */
export interface LateRecord {
  readonly job: string
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly key: string | null
  readonly event_id: string | null
  readonly event_time: number
  readonly window_start: number
  readonly window_end: number
  readonly watermark: number
  readonly value: string
}

/** Fields of a dead letter, in order; `raw` holds the record's own bytes, exactly as they were read. */
export interface DeadLetter {
  readonly job: string
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly key: string | null
  readonly reason: DeadLetterReason
  /** JSON pointer inside the record; empty for the whole. */
  readonly path: string
  readonly message: string
  readonly raw: Uint8Array
}

/**
 * unreadable: no event could be read; drift: it was written with a schema that its contract does not allow; schema,
 * constraint: the record does not fit its contract; key: its key is not the field the contract names; overflow: a
 * computation left its type's range; output: what was made does not fit its contract.
 */
export type DeadLetterReason = 'unreadable' | 'drift' | 'schema' | 'constraint' | 'key' | 'overflow' | 'output'

const required = (kind: 'string' | 'int' | 'int53' | 'timestamp' | 'bytes'): Type => ({ kind, nullable: false })
const optional = (kind: 'string'): Type => ({ kind, nullable: true })

/** What a contract for these topics must look like: a field of another type or name is refused when the job is loaded. */
export const lateTypes: Readonly<Record<keyof LateRecord, Type>> = {
  job: required('string'),
  topic: required('string'),
  partition: required('int'),
  offset: required('int53'),
  key: optional('string'),
  event_id: optional('string'),
  event_time: required('timestamp'),
  window_start: required('timestamp'),
  window_end: required('timestamp'),
  watermark: required('timestamp'),
  value: required('string'),
}

export const deadLetterTypes: Readonly<Record<keyof DeadLetter, Type>> = {
  job: required('string'),
  topic: required('string'),
  partition: required('int'),
  offset: required('int53'),
  key: optional('string'),
  reason: required('string'),
  path: required('string'),
  message: required('string'),
  raw: required('bytes'),
}
