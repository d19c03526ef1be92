import type { DecodedRecord } from '../../contracts/codec/value.ts'
import type { WindowedJob } from '../job/resolved.ts'
import type { SourceEvent } from '../ports.ts'
import type { LateRecord } from './envelopes.ts'
import { positionOf } from './position-text.ts'
import type { MissedWindow } from './task.ts'

/** What is written of a record that came too late; `value` is the record as JSON text. */
export const lateRecord = (
  job: string,
  { eventId, eventTime }: WindowedJob['inputs'][number],
  record: DecodedRecord,
  event: SourceEvent,
  missed: MissedWindow,
  value: string,
): LateRecord => ({
  job,
  ...positionOf(event),
  key: event.key,
  event_id: eventId === undefined ? null : String(record[eventId]),
  event_time: record[eventTime] as number,
  window_start: missed.start * 1000,
  window_end: missed.end * 1000,
  watermark: missed.watermark * 1000,
  value,
})
