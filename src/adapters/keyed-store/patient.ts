import { type LiveClock, Unavailable } from '../../pipelines/live/ports.ts'
import type { KeyedStore } from '../../pipelines/ports.ts'

/** `down`: told once, at the first failure; `up`: it answers again after so long. */
export type Outage =
  | { readonly kind: 'down'; readonly system: string; readonly message: string }
  | { readonly kind: 'up'; readonly system: string; readonly waitedMs: number; readonly attempts: number }

export interface Patience {
  readonly clock: LiveClock
  readonly onOutage: (outage: Outage) => void
  /** Ends the waiting: the call then rejects with the last failure. */
  readonly signal?: AbortSignal | undefined
}

const FIRST_MS = 100
const LONGEST_MS = 5000

/** The store, but while it cannot be reached its calls wait, longer and longer up to 5 s, and are made again: nothing is lost. */
export const patientStore = (store: KeyedStore, patience: Patience): KeyedStore => ({
  upsert: (rows) => whenAvailable(() => store.upsert(rows), patience),
  get: (name, key) => whenAvailable(() => store.get(name, key), patience),
  close: () => store.close(),
})

/** Makes the call again for as long as it rejects with Unavailable. */
export async function whenAvailable<T>(call: () => Promise<T>, { clock, onOutage, signal }: Patience): Promise<T> {
  let down: { readonly since: number; readonly system: string } | undefined
  for (let attempts = 1; ; attempts++) {
    try {
      const result = await call()
      if (down !== undefined) {
        const { system, since } = down
        onOutage({ kind: 'up', system, waitedMs: clock.now() - since, attempts })
      }
      return result
    } catch (error) {
      if (!(error instanceof Unavailable) || signal?.aborted === true) throw error
      const { system, message } = error
      if (down === undefined) {
        down = { since: clock.now(), system }
        onOutage({ kind: 'down', system, message })
      }
      await clock.sleep(Math.min(FIRST_MS * 2 ** Math.min(attempts - 1, 10), LONGEST_MS), signal)
    }
  }
}
