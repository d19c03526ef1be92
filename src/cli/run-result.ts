import { batchResult } from './batch/batch-result.ts'
import type { BatchFlagValues } from './batch/flags.ts'
import type { Settings } from './config.ts'
import { ingestResult } from './ingest/ingest-result.ts'
import { type LiveResult, liveResult } from './live/live-result.ts'

type Options = Parameters<typeof ingestResult>[2] & Parameters<typeof liveResult>[2]

/** Runs an ingest job, a batch job, or a job on the servers of its environment; undefined for a job on files. */
export const runResult = async (
  settings: Settings,
  job: string,
  flags: BatchFlagValues & object,
  options: Options,
): Promise<LiveResult | undefined> =>
  (await ingestResult(job, settings, options, flags)) ??
  (await batchResult(settings, job, flags)) ??
  (await liveResult(settings, job, options))
