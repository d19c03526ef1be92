import type { Settings } from '../config.ts'
import type { TopicPath } from '../flags.ts'
import type { LiveResult } from '../live/live-result.ts'
import { replayData, replayText } from '../report/ingest-replay.ts'
import { ingestData, ingestText } from '../report/ingest-summary.ts'
import { loadIngest } from './load-ingest.ts'
import { replayRejected } from './replay.ts'
import { ingestFiles } from './run-files.ts'
import { ingestLog, type LogFlags } from './run-log.ts'

/** Runs an ingest job; undefined where the name is that of a job of another kind, or of none. */
export async function ingestResult(
  name: string,
  settings: Settings,
  flags: LogFlags & { readonly input?: readonly TopicPath[] | undefined; readonly replay?: boolean | undefined },
): Promise<LiveResult | undefined> {
  const loaded = await loadIngest(name, settings)
  if (loaded === undefined) return undefined
  if (flags.replay) {
    const report = await replayRejected(loaded, settings, flags)
    return { text: () => replayText(report), data: replayData(report), isBad: false }
  }
  const stopped = new AbortController()
  const stop = (): void => stopped.abort()
  // The first signal ends the run in good order; a second one ends the process as it always does.
  process.once('SIGINT', stop).once('SIGTERM', stop)
  try {
    const { input } = flags
    const report =
      input === undefined
        ? await ingestLog(loaded, settings, flags, stopped.signal)
        : await ingestFiles(loaded, settings, { ...flags, input }, stopped.signal)
    return { text: () => ingestText(report), data: ingestData(report), isBad: report.end === 'too-many-bad-records' }
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop)
  }
}
