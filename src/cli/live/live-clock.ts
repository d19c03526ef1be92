import { setImmediate, setTimeout } from 'node:timers/promises'
import type { LiveClock } from '../../pipelines/live/ports.ts'

/** The clock of this machine. A sleep of nothing lets input and output have their turn. */
export const liveClock: LiveClock = {
  now: Date.now,
  async sleep(milliseconds, signal) {
    if (milliseconds <= 0) await setImmediate()
    else await setTimeout(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => undefined)
  },
}
