import { performance } from 'node:perf_hooks'
import type { Counts } from '../../pipelines/harness/run-counts.ts'
import { liveNames } from '../../pipelines/live/context.ts'
import { requireStill } from '../../pipelines/live/group-positions.ts'
import { type LiveEnd, type LiveRun, startLive } from '../../pipelines/live/live-run.ts'
import type { Observer } from '../../pipelines/live/observed.ts'
import { ownVersion } from '../checkpoint.ts'
import type { Settings } from '../config.ts'
import type { LoadedJob } from '../load-job.ts'
import { openOperation } from '../operation.ts'
import { orUnreachable } from '../or-unreachable.ts'
import { progressLine } from '../progress.ts'
import { eventLog, liveStore, wire } from '../wiring/live.ts'
import { LIVE_LIMITS, liveContext } from './live-context.ts'
import { namePrefix } from './name-prefix.ts'
import { type Troubles, troubles } from './troubles.ts'

export interface LiveReport {
  readonly loaded: LoadedJob
  readonly env: string
  readonly group: string
  readonly end: LiveEnd
  /** Of what this process has committed. */
  readonly counts: Counts
  readonly seconds: number
  readonly troubles: Troubles
  /** The group whose outputs these are; nothing was written. */
  readonly takenOver?: string
}

export interface LiveFlags {
  readonly drain?: boolean | undefined
  readonly finish?: boolean | undefined
  readonly group?: string | undefined
  /** What the names of the group begin with whose place this one takes: see `liveContext`. */
  readonly takeOver?: string | undefined
  readonly maxBadRecords?: number | undefined
  /** Of the metrics; 0 takes a free one. */
  readonly metricsPort?: number | undefined
}

/** Milliseconds between two looks for the progress line. */
const PROGRESS = 500

/** What a run on files is asked for with. */
interface FileFlags {
  readonly input?: unknown
  readonly fixture?: unknown
  readonly out?: unknown
  readonly until?: unknown
}

/** Whether the job is run on the servers of an environment, and not on files. */
export const isLive = (flags: LiveFlags & FileFlags, { env, use }: Settings): boolean =>
  [flags.input, flags.fixture, flags.out, flags.until].every((flag) => flag === undefined) &&
  (flags.drain === true || flags.takeOver !== undefined || (env !== undefined && use.kafka.brokers !== undefined))

/** Runs the job as one worker of its group until it is stopped (SIGINT, SIGTERM), or with `drain` until it has all there is now. */
export async function runLive(
  loaded: LoadedJob,
  settings: Settings,
  flags: LiveFlags,
  observers: readonly Observer[] = [],
): Promise<LiveReport> {
  const started = performance.now()
  const { kafka } = settings.use
  const prefix = flags.group ?? namePrefix(settings)
  const seen = troubles()
  const operation = await openOperation(settings, {
    job: loaded.job.ir.name,
    pipeline: liveNames(prefix, loaded.job.ir.name).group,
    inputs: loaded.job.inputs.map(({ contract }) => contract.name),
    contracts: loaded.contracts.values(),
    version: ownVersion(),
    metricsPort: flags.metricsPort,
  })
  const log = await eventLog(settings)
  const stores = loaded.job.outputs.filter(({ mode }) => mode === 'upsert').map(({ contract }) => contract)
  const store = await liveStore(settings, stores)
  try {
    const context = await orUnreachable(
      liveContext(
        loaded.job,
        { log, store, wire: await wire(settings) },
        {
          prefix,
          limits: {
            commitRecords: kafka.commit?.records ?? LIVE_LIMITS.commitRecords,
            commitMillis: kafka.commit?.milliseconds ?? LIVE_LIMITS.commitMillis,
          },
          observe(event) {
            seen.observe(event)
            operation.observe(event)
            for (const observe of observers) observe(event)
          },
          drain:
            flags.drain || flags.takeOver !== undefined
              ? { finish: flags.finish ?? false, takeOver: flags.takeOver }
              : undefined,
        },
      ),
    )
    const run = startLive(context, flags.maxBadRecords)
    operation.watch(run)
    const end = await untilStopped(run, loaded.job.ir.name)
    const seconds = (performance.now() - started) / 1000
    const { drain, names } = context
    const { group } = names
    const report = { loaded, env: settings.env ?? '', group, end, counts: run.counts, seconds, troubles: seen.sum() }
    if (drain?.takesOver === undefined) return report
    const topics = loaded.job.inputs.map(({ contract }) => contract.name)
    if (end === 'drained') await orUnreachable(requireStill(log, drain.takesOver, topics, drain.ends))
    return { ...report, takenOver: drain.takesOver }
  } finally {
    await Promise.allSettled([operation.close(), store.close(), log.close()])
  }
}

/** The first signal ends the run in good order; a second one ends the process as it always does. */
async function untilStopped(run: LiveRun, job: string): Promise<LiveEnd> {
  const progress = progressLine()
  const timer = setInterval(() => {
    const events = run.counts.in.reduce((sum, n) => sum + n, 0)
    const waiting = run.tasks.filter(({ phase }) => phase === 'waiting').length
    const tasks = `${run.tasks.length} tasks${waiting > 0 ? `, ${waiting} waiting` : ''}`
    progress.update(`${job}  ${events.toLocaleString('en')} events  ${tasks}`)
  }, PROGRESS)
  process.once('SIGINT', run.stop).once('SIGTERM', run.stop)
  try {
    return await run.ended
  } finally {
    clearInterval(timer)
    process.off('SIGINT', run.stop).off('SIGTERM', run.stop)
    progress.clear()
  }
}
