import { DqError } from '../../kernel/errors.ts'
import type { IngestCounts } from '../../pipelines/ingest/counts.ts'
import { logSource, type TopicBounds } from '../../pipelines/ingest/log-source.ts'
import type { RouteRun } from '../../pipelines/ingest/route-run.ts'
import { GivenUp, patiently } from '../../pipelines/live/back-off.ts'
import { partitionsOf } from '../../pipelines/live/partitions.ts'
import type { EventLog } from '../../pipelines/live/ports.ts'
import { ownVersion } from '../checkpoint.ts'
import type { Settings } from '../config.ts'
import { liveClock } from '../live/live-clock.ts'
import { LIVE_LIMITS } from '../live/live-context.ts'
import { openOperation } from '../operation.ts'
import { orUnreachable } from '../or-unreachable.ts'
import { eventLog, wire } from '../wiring/live.ts'
import { COMMIT_SECONDS } from './commit-limits.ts'
import type { LoadedIngest } from './load-ingest.ts'
import { ingestProgress } from './progress.ts'
import { type IngestReport, openSession, type SessionFlags } from './session.ts'

export interface LogFlags extends SessionFlags {
  readonly drain?: boolean | undefined
  readonly metricsPort?: number | undefined
}

/** Takes the topics of the environment into the tables of a branch until the signal; with `drain` what is there now. */
export async function ingestLog(
  loaded: LoadedIngest,
  settings: Settings,
  flags: LogFlags,
  signal: AbortSignal = new AbortController().signal,
): Promise<IngestReport> {
  const { job } = loaded
  const progress = ingestProgress(job)
  const operation = await openOperation(settings, {
    job: job.ir.name,
    pipeline: `${job.ir.name}.${flags.branch ?? settings.use.lake.branch ?? 'main'}`,
    inputs: job.routes.map(({ topic }) => topic.name),
    contracts: loaded.contracts.values(),
    version: ownVersion(),
    metricsPort: flags.metricsPort,
  })
  operation.watch(progress)
  const log = await eventLog(settings)
  const format = await wire(settings)
  let gone = 0
  const committed = (run: RouteRun, counts: IngestCounts, seconds: number): void => {
    progress.committed(run, counts)
    const out = counts.rows + [...counts.rejected.values()].reduce((a, b) => a + b, 0)
    operation.observe({
      kind: 'committed',
      partition: indexOf(run),
      records: counts.in,
      out,
      took: seconds * 1000,
      stored: 0,
    })
  }
  const indexOf = ({ route }: RouteRun): number => job.routes.indexOf(route)
  const onGone =
    (run: RouteRun) =>
    (partition: number, from: number, next: number): void => {
      gone += next - from
      operation.observe({ kind: 'gone', partition, topic: run.route.topic.name, from, next })
    }
  const session = await openSession(loaded, job.routes, settings, flags, signal, committed)
  const tried = { clock: liveClock, limits: LIVE_LIMITS, observe: operation.observe }
  const readBefore = new Set<RouteRun>()
  try {
    const first = await orUnreachable(bounds(log, session.runs))
    const absent = session.runs.filter((run) => !first.has(run)).map(({ route }) => route.topic.name)
    if (absent.length === session.runs.length)
      throw new DqError(`none of the topics of ${job.ir.name} is there: ${absent.join(', ')}`, {
        hint: 'is it the right environment?',
      })
    for (let now = first; ; now = await patiently(tried, 0, session.signal, () => bounds(log, session.runs))) {
      const since = Date.now()
      for (const [run, at] of now) {
        if (session.signal.aborted) break
        const take = () => takeTopic(run, at)
        await (flags.drain ? orUnreachable(take()) : patiently(tried, indexOf(run), session.signal, take))
      }
      if (flags.drain || session.signal.aborted) break
      await liveClock.sleep((flags.commitEvery ?? COMMIT_SECONDS) * 1000 - (Date.now() - since), session.signal)
    }
    return { ...session.report(), absent, gone }
  } catch (error) {
    if (!(error instanceof GivenUp)) throw error
    return { ...session.report(), gone }
  } finally {
    await session.close()
    await Promise.allSettled([operation.close(), log.close()])
  }

  async function takeTopic(run: RouteRun, at: TopicBounds): Promise<void> {
    const positions = await run.positions()
    progress.reading(run, at, positions)
    const isNew = at.ends.some((end, partition) => end !== (positions.get(partition)?.next ?? 0))
    if (!isNew) return
    const options = { log, wire: format, contract: run.route.topic, bounds: at, onGone: onGone(run) }
    await session.pass(run, async () => logSource({ ...options, isFirst: !readBefore.has(run) }))
    readBefore.add(run)
  }
}

/** Of the topics that are there. */
async function bounds(log: EventLog, runs: readonly RouteRun[]): Promise<ReadonlyMap<RouteRun, TopicBounds>> {
  const counts = await log.partitionCounts(runs.map(({ route }) => route.topic.name))
  const found = new Map<RouteRun, TopicBounds>()
  for (const run of runs) {
    const topic = run.route.topic.name
    const partitions = partitionsOf(topic, counts.get(topic) ?? 0)
    if (partitions.length === 0) continue
    const [begins, ends] = await Promise.all([log.beginningOffsets(partitions), log.endOffsets(partitions)])
    found.set(run, { begins, ends })
  }
  return found
}
