import { performance } from 'node:perf_hooks'
import { deadLetters, type IngestCounts, quarantined } from '../../pipelines/ingest/counts.ts'
import type { IngestSource } from '../../pipelines/ingest/ports.ts'
import type { ResolvedRoute } from '../../pipelines/ingest/resolve.ts'
import { type RouteRun, routeRun } from '../../pipelines/ingest/route-run.ts'
import type { Settings } from '../config.ts'
import { author } from '../lake/author.ts'
import { progressLine } from '../progress.ts'
import { openIngest } from '../wiring/ingest.ts'
import { COMMIT_BYTES, COMMIT_ROWS, COMMIT_SECONDS } from './commit-limits.ts'
import type { LoadedIngest } from './load-ingest.ts'
import { readyTables } from './ready-tables.ts'

export interface SessionFlags {
  readonly branch?: string | undefined
  /** Rows of a commit, at most. */
  readonly commitRows?: number | undefined
  /** Seconds between commits, at most about. */
  readonly commitEvery?: number | undefined
  readonly maxBadRecords?: number | undefined
}

export type IngestEnd = 'finished' | 'stopped' | 'too-many-bad-records'

export interface IngestReport {
  readonly job: string
  readonly branch: string
  readonly end: IngestEnd
  readonly routes: readonly {
    readonly topic: string
    readonly table: string
    readonly counts: IngestCounts
    readonly commits: number
  }[]
  readonly rejectedTable: string
  readonly seconds: number
  /** Topics that are not there yet. */
  readonly absent?: readonly string[]
  /** Records that retention removed before they were read. */
  readonly gone?: number
  /** What is odd about the files. */
  readonly warnings?: readonly string[]
}

/** Routes of a job at work. */
export interface IngestSession {
  readonly runs: readonly RouteRun[]
  /** Aborted when it is to end: by the caller's signal, or because there were too many bad records. */
  readonly signal: AbortSignal
  pass(run: RouteRun, open: () => Promise<IngestSource>): Promise<void>
  report(): IngestReport
  close(): Promise<void>
}

/** Makes the tables of the routes that are not there, that of rejected records with the first of them, and opens what the routes need. */
export async function openSession(
  { job }: LoadedIngest,
  routes: readonly ResolvedRoute[],
  settings: Settings,
  flags: SessionFlags,
  outer: AbortSignal,
  onCommit: (run: RouteRun, counts: IngestCounts, seconds: number) => void = () => {},
): Promise<IngestSession> {
  const started = performance.now()
  const branch = flags.branch ?? settings.use.lake.branch ?? 'main'
  const rejected = job.rejected.name
  const tables = routes.map(({ table }) => table.name)
  await readyTables(settings, branch, tables, [rejected])
  const by = await author(settings)
  const tools = await openIngest(settings)
  const progress = progressLine()
  const bad = new AbortController()
  const signal = AbortSignal.any([outer, bad.signal])
  const isTooBad = (): boolean =>
    runs.reduce((sum, { counts }) => sum + deadLetters(counts) + quarantined(counts), 0) >
    (flags.maxBadRecords ?? Number.POSITIVE_INFINITY)
  const limits = {
    rows: flags.commitRows ?? COMMIT_ROWS,
    bytes: COMMIT_BYTES,
    millis: (flags.commitEvery ?? COMMIT_SECONDS) * 1000,
  }
  const runs: readonly RouteRun[] = routes.map((route) => {
    const run: RouteRun = routeRun(job, route, tools, {
      branch,
      author: by,
      limits,
      signal,
      readyRejected: () => readyTables(settings, branch, [rejected]),
      onCommit(counts, seconds) {
        if (isTooBad()) bad.abort()
        onCommit(run, counts, seconds)
      },
      onProgress: (staged) =>
        progress.update(() => {
          const n = run.counts.in + staged.in
          const commits = runs.reduce((sum, { commits }) => sum + commits, 0)
          return `${job.ir.name}  ${route.table.name}  ${n.toLocaleString('en')} records  ${commits} commits`
        }),
    })
    return run
  })
  return {
    runs,
    signal,
    pass: (run, open) => run.pass(open),
    report: () => ({
      job: job.ir.name,
      branch,
      end: bad.signal.aborted ? 'too-many-bad-records' : outer.aborted ? 'stopped' : 'finished',
      routes: runs.map(({ route: { topic, table }, counts, commits }) => ({
        topic: topic.name,
        table: table.name,
        counts,
        commits,
      })),
      rejectedTable: rejected,
      seconds: (performance.now() - started) / 1000,
    }),
    async close() {
      progress.clear()
      await Promise.all(runs.map((run) => run.close()))
      tools.close()
    },
  }
}
