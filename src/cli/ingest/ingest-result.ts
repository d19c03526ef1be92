import { DqError } from '../../kernel/errors.ts'
import type { Settings } from '../config.ts'
import type { TopicPath } from '../flags.ts'
import type { LiveResult } from '../live/live-result.ts'
import { replayData, replayText } from '../report/ingest-replay.ts'
import { ingestData, ingestText } from '../report/ingest-summary.ts'
import { ingestFlags } from './flags.ts'
import { loadIngest } from './load-ingest.ts'
import { replayRejected } from './replay.ts'
import { ingestFiles } from './run-files.ts'
import { ingestLog, type LogFlags } from './run-log.ts'

/** Flags of `dq run` that say something of an ingest job; `suite` is there without being given. */
const OWN = new Set([
  ...Object.keys(ingestFlags),
  'input',
  'branch',
  'drain',
  'metrics-port',
  'max-bad-records',
  'suite',
])
const EVERYWHERE = new Set(['format', 'config', 'env', 'json'])

/** @throws DqError for a flag that says nothing to the job: silence would look like obedience. */
function checkFlags(name: string, isIngest: boolean, flags: object): void {
  const given = Object.entries(flags).filter(([, value]) => value !== undefined && value !== false)
  const wrong = given.find(([flag]) => (isIngest ? !OWN.has(flag) && !EVERYWHERE.has(flag) : flag in ingestFlags))
  if (wrong === undefined) return
  throw new DqError(
    isIngest ? `--${wrong[0]} says nothing to ${name}: it is an ingest job` : `--${wrong[0]} is for ingest jobs`,
    { hint: isIngest ? 'its flags: dq run --help, below INGEST' : 'dq job list says which those are' },
  )
}

/** Runs an ingest job; undefined where the name is that of a job of another kind, or of none. `given`: the flags as they were written. */
export async function ingestResult(
  name: string,
  settings: Settings,
  flags: LogFlags & { readonly input?: readonly TopicPath[] | undefined; readonly replay?: boolean | undefined },
  given: object = {},
): Promise<LiveResult | undefined> {
  const loaded = await loadIngest(name, settings)
  checkFlags(name, loaded !== undefined, given)
  if (loaded === undefined) return undefined
  if (flags.replay) {
    const report = await replayRejected(loaded, settings, flags)
    return { text: () => replayText(report), data: replayData(report), isBad: false }
  }
  if (flags.input === undefined && settings.use.kafka.brokers === undefined)
    throw new DqError('nothing says where the records are', {
      hint: `in files: --input <topic>=<file>; in Kafka: set kafka.brokers in environments.${settings.env ?? '<env>'} of dq.yaml`,
    })
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
    const isBad = report.end === 'too-many-bad-records'
    return { text: () => ingestText(report), data: ingestData(report), isBad, warnings: report.warnings }
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop)
  }
}
