import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { beganAt, type Usage, usageOf } from './usage.ts'

/** A server that another process started and released. */
export interface Elsewhere {
  readonly folder: string
  readonly processes: readonly { readonly pid: number; readonly began: string }[]
}

const POLL_MS = 50

/** Is it the very processes that were started, and not others with their ids? */
export const isRunning = ({ processes }: Elsewhere): boolean => processes.every(same)

export const usageElsewhere = ({ processes }: Elsewhere): Usage | undefined => usageOf(processes.map(({ pid }) => pid))

/** Stops what is left of it, in reverse order of starting, and removes its folder. */
export async function stopElsewhere({ folder, processes }: Elsewhere): Promise<void> {
  for (const watchdog of [...processes].reverse()) {
    if (same(watchdog)) process.kill(watchdog.pid, 'SIGTERM')
    while (same(watchdog)) await sleep(POLL_MS)
  }
  rmSync(folder, { recursive: true, force: true })
}

const same = ({ pid, began }: Elsewhere['processes'][number]): boolean => beganAt(pid) === began
