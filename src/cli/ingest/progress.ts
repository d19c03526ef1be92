import type { IngestCounts } from '../../pipelines/ingest/counts.ts'
import type { TopicBounds } from '../../pipelines/ingest/log-source.ts'
import type { Positions } from '../../pipelines/ingest/positions.ts'
import type { ResolvedIngest } from '../../pipelines/ingest/resolve.ts'
import type { RouteRun } from '../../pipelines/ingest/route-run.ts'
import type { TaskStatus } from '../../pipelines/live/context.ts'
import type { Progress } from '../metrics.ts'

/** What an ingest has come to, as the metrics of every job have it: a task is a partition over all topics. */
export function ingestProgress(job: ResolvedIngest): Progress & {
  committed(run: RouteRun, counts: IngestCounts): void
  reading(run: RouteRun, bounds: TopicBounds, positions: Positions): void
} {
  const counts = {
    in: job.routes.map(() => 0),
    taken: 0,
    late: 0,
    duplicates: 0,
    afterUntil: 0,
    windows: 0,
    out: new Map<string, number>(),
    deadLetters: new Map<string, number>(),
  }
  /** By topic. */
  const lag: (readonly number[])[] = job.routes.map(() => [])
  let committedAt: number | undefined
  const add = (to: Map<string, number>, name: string, n: number) => to.set(name, (to.get(name) ?? 0) + n)
  return {
    counts,
    get tasks(): readonly TaskStatus[] {
      const partitions = Math.max(0, ...lag.map((one) => one.length))
      return Array.from({ length: partitions }, (_, partition) => ({
        partition,
        phase: 'running',
        committedAt,
        lag: lag.map((one) => one[partition] ?? 0),
        watermark: undefined,
        stateEntries: undefined,
        counts,
      }))
    },
    committed({ route }, staged) {
      counts.in[job.routes.indexOf(route)]! += staged.in
      counts.taken += staged.rows
      add(counts.out, route.table.name, staged.rows)
      for (const [reason, n] of staged.rejected) add(counts.deadLetters, reason, n)
      lag[job.routes.indexOf(route)] = lag[job.routes.indexOf(route)]!.map(() => 0)
      committedAt = Date.now()
    },
    reading({ route }, { ends }, positions) {
      lag[job.routes.indexOf(route)] = ends.map((end, partition) => end - (positions.get(partition)?.next ?? 0))
    },
  }
}
