import type { LiveClock } from './ports.ts'

/** Wakes one waiter when something has happened, or when its time is up. */
export interface Bell {
  ring(): void
  /** Resolves at once when it rang since the last time. */
  wait(milliseconds: number): Promise<void>
}

export function newBell(clock: LiveClock): Bell {
  let rang = false
  let wake: (() => void) | undefined
  return {
    ring() {
      rang = true
      wake?.()
    },
    async wait(milliseconds) {
      if (!rang) {
        const stop = new AbortController()
        const rung = new Promise<void>((resolve) => {
          wake = resolve
        })
        await Promise.race([rung, clock.sleep(milliseconds, stop.signal)])
        stop.abort()
        wake = undefined
      }
      rang = false
    },
  }
}
