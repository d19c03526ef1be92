import { z } from 'zod'
import { fromBase64, toBase64 } from '../../contracts/codec/base64.ts'
import type { JsonObject } from '../../kernel/json.ts'
import type { OutEvent } from '../ports.ts'
import type { DeadLetterReason } from './envelopes.ts'
import type { Counts } from './run-counts.ts'

/** What a run keeps beside the state of its tasks. Times are milliseconds. */
export interface RunState {
  readonly clock: number
  readonly start: number
  readonly counts: Counts
  /** Written at the present moment of the arrival clock, and so not yet given out. */
  readonly current: OutEvent[]
  /** In the order in which they began. */
  readonly tasks: readonly { readonly partition: number; readonly saved: JsonObject }[]
}

export const runStateJson = ({ clock, start, counts, current, tasks }: RunState): JsonObject => ({
  clock: finiteOrNull(clock),
  start: finiteOrNull(start),
  counts: { ...counts, in: [...counts.in], out: [...counts.out], deadLetters: [...counts.deadLetters] },
  current: current.map(({ value, letter, ...event }) => ({
    ...event,
    ...(letter === undefined ? {} : { letter }),
    ...(typeof value === 'string' ? { text: value } : { bytes: toBase64(value) }),
  })),
  tasks: [...tasks],
})

/** JSON has no infinity: before the first event there is no time. */
const finiteOrNull = (time: number): number | null => (Number.isFinite(time) ? time : null)

const time = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NEGATIVE_INFINITY)
const byName = z.array(z.tuple([z.string(), z.number()])).transform((entries) => new Map(entries))
const letter = z.object({
  reason: z.custom<DeadLetterReason>((value) => typeof value === 'string'),
  topic: z.string(),
  partition: z.number(),
  offset: z.number(),
})
const out = z.object({
  topic: z.string(),
  partition: z.number(),
  arrival: z.number(),
  key: z.string().nullable(),
  letter: letter.optional(),
})

/** What `runStateJson` made. */
export const runStateSchema = z.object({
  clock: time,
  start: time,
  counts: z.object({
    in: z.array(z.number()),
    taken: z.number(),
    late: z.number(),
    duplicates: z.number(),
    afterUntil: z.number(),
    windows: z.number(),
    out: byName,
    deadLetters: byName,
  }),
  current: z.array(
    z.union([
      out.extend({ text: z.string() }).transform(({ text, ...event }): OutEvent => ({ ...event, value: text })),
      out
        .extend({ bytes: z.string() })
        .transform(({ bytes, ...event }): OutEvent => ({ ...event, value: fromBase64(bytes)! })),
    ]),
  ),
  tasks: z.array(
    z.object({ partition: z.number(), saved: z.custom<JsonObject>((value) => typeof value === 'object') }),
  ),
})
