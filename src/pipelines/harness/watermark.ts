import { z } from 'zod'
import type { JsonObject } from '../../kernel/json.ts'

/**
 * The watermark of one task: the least, over its inputs, of (greatest event time − outOfOrderness), where an input that
 * has been silent for `idle` on the arrival clock does not take part. It never goes back. All times are milliseconds.
 *
 * As in Flink, idleness happens at its own moment: when the arrival clock jumps over several such moments, they are taken
 * one after the other, so the result does not depend on which other task's event moved the clock. When every input is
 * idle the watermark stays where it is. An input that has had no event yet counts as heard of at the start of the run.
 */
export interface TaskWatermark {
  readonly value: number
  /** The next arrival time at which an input goes idle; Infinity when all are. */
  readonly nextIdleAt: number
  /** Takes every idle moment up to and including `clock`; true when the watermark moved. */
  advanceClock(clock: number): boolean
  /** An event of that input arrived: it is active from now on. */
  heard(input: number, arrival: number): void
  /** The event's time counts; true when the watermark moved. */
  observe(input: number, eventTime: number): boolean
  /** All that is known, as JSON, and the other way round. */
  save(): JsonObject
  restore(saved: JsonObject): void
}

export function taskWatermark(inputs: number, outOfOrderness: number, idle: number, start: number): TaskWatermark {
  const greatest = new Float64Array(inputs).fill(-Infinity)
  const lastArrival = new Float64Array(inputs).fill(start)
  const active = new Uint8Array(inputs).fill(1)
  let value = -Infinity
  let nextIdleAt = start + idle

  const raise = (): boolean => {
    let least = Infinity
    for (let i = 0; i < inputs; i++) if (active[i] === 1 && greatest[i]! < least) least = greatest[i]!
    // Infinity: no input is active, so nothing is known and the watermark stays.
    if (least === Infinity || least - outOfOrderness <= value) return false
    value = least - outOfOrderness
    return true
  }

  const earliestIdle = (): number => {
    let earliest = Infinity
    for (let i = 0; i < inputs; i++) if (active[i] === 1 && lastArrival[i]! < earliest) earliest = lastArrival[i]!
    return earliest + idle
  }

  return {
    get value() {
      return value
    },
    get nextIdleAt() {
      return nextIdleAt
    },
    advanceClock(clock) {
      let moved = false
      // Stored lazily: an event since then may have put the moment off.
      nextIdleAt = earliestIdle()
      while (nextIdleAt <= clock) {
        for (let i = 0; i < inputs; i++) if (active[i] === 1 && lastArrival[i]! + idle === nextIdleAt) active[i] = 0
        if (raise()) moved = true
        nextIdleAt = earliestIdle()
      }
      return moved
    },
    heard(input, arrival) {
      lastArrival[input] = arrival
      if (active[input] === 0) {
        active[input] = 1
        if (arrival + idle < nextIdleAt) nextIdleAt = arrival + idle
      }
    },
    observe(input, eventTime) {
      if (eventTime <= greatest[input]!) return false
      greatest[input] = eventTime
      return raise()
    },
    save: () => ({
      greatest: [...greatest].map(finiteOrNull),
      lastArrival: [...lastArrival],
      active: [...active],
      value: finiteOrNull(value),
    }),
    restore(saved) {
      const state = savedSchema.parse(saved)
      greatest.set(state.greatest.map((time) => time ?? -Infinity))
      lastArrival.set(state.lastArrival)
      active.set(state.active)
      value = state.value ?? -Infinity
      nextIdleAt = earliestIdle()
    },
  }
}

/** JSON has no infinity. */
const finiteOrNull = (time: number): number | null => (Number.isFinite(time) ? time : null)

const savedSchema = z.object({
  greatest: z.array(z.number().nullable()),
  lastArrival: z.array(z.number()),
  active: z.array(z.number()),
  value: z.number().nullable(),
})
