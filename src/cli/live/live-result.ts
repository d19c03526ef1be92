import type { Settings } from '../config.ts'
import { loadJob } from '../load-job.ts'
import { liveData, liveText } from '../report/live-summary.ts'
import { isLive, type LiveFlags, runLive } from './run-live.ts'

/** What a command prints of a live run. */
export interface LiveResult {
  readonly text: () => string
  readonly data: object
  /** It ended because there were more bad records than allowed. */
  readonly isBad: boolean
  /** What is told beside it, on stderr. */
  readonly warnings?: readonly string[] | undefined
}

/** Runs a job on the servers of its environment; undefined where the flags mean files. */
export async function liveResult(
  settings: Settings,
  job: string,
  flags: LiveFlags & Parameters<typeof isLive>[0],
): Promise<LiveResult | undefined> {
  if (!isLive(flags, settings)) return undefined
  const run = await runLive(await loadJob(job, settings), settings, flags)
  return { text: () => liveText(run), data: liveData(run), isBad: run.end === 'too-many-bad-records' }
}
