import { performance } from 'node:perf_hooks'
import { DqError } from '../../kernel/errors.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import { deadLetters, type IngestCounts, quarantined } from '../../pipelines/ingest/counts.ts'
import { type RouteRun, routeRun } from '../../pipelines/ingest/route-run.ts'
import type { Settings } from '../config.ts'
import type { TopicPath } from '../flags.ts'
import { author } from '../lake/table-contracts.ts'
import { progressLine } from '../progress.ts'
import { openIngest } from '../wiring/ingest.ts'
import { COMMIT_BYTES, COMMIT_ROWS, COMMIT_SECONDS } from './commit-limits.ts'
import { fileInput } from './file-input.ts'
import type { LoadedIngest } from './load-ingest.ts'
import { readyTables } from './ready-tables.ts'

export interface IngestFlags {
  readonly input?: readonly TopicPath[] | undefined
  readonly branch?: string | undefined
  /** Rows of a commit, at most about. */
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
}

/**
 * Takes the records of files into the tables of a branch, each once: what the tables have already is passed over. Tables that are not
 * there are made. With `signal` it commits what it has, and ends.
 */
export async function runIngest(
  { job }: LoadedIngest,
  settings: Settings,
  flags: IngestFlags,
  signal: AbortSignal = new AbortController().signal,
): Promise<IngestReport> {
  const started = performance.now()
  const inputs = checkedInputs(
    job.routes.map(({ topic }) => topic.name),
    job.ir.name,
    flags.input ?? [],
  )
  const branch = flags.branch ?? settings.use.lake.branch ?? 'main'
  const routes = job.routes.filter(({ topic }) => inputs.some((input) => input.topic === topic.name))
  await readyTables(settings, branch, [...routes.map(({ table }) => table.name), job.rejected.name])
  const tools = await openIngest(settings)
  const progress = progressLine()
  const bad = new AbortController()
  const limits = {
    rows: flags.commitRows ?? COMMIT_ROWS,
    bytes: COMMIT_BYTES,
    millis: (flags.commitEvery ?? COMMIT_SECONDS) * 1000,
  }
  const runs: RouteRun[] = []
  const all = AbortSignal.any([signal, bad.signal])
  try {
    for (const route of routes) {
      const run = routeRun(job, route, tools, {
        branch,
        author: author(),
        limits,
        signal: all,
        onCommit() {
          const rejected = runs.reduce((sum, { counts }) => sum + deadLetters(counts) + quarantined(counts), 0)
          if (rejected > (flags.maxBadRecords ?? Number.POSITIVE_INFINITY)) bad.abort()
        },
        onProgress: (staged) =>
          progress.update(() => {
            const n = run.counts.in + staged.in
            const rate = Math.round((n * 1000) / (performance.now() - started))
            return `${job.ir.name}  ${route.table.name}  ${n.toLocaleString('en')} records  ${rate.toLocaleString('en')}/s  ${run.commits} commits`
          }),
      })
      runs.push(run)
      for (const { path } of inputs.filter(({ topic }) => topic === route.topic.name)) {
        if (all.aborted) break
        await run.pass(() => fileInput(route.topic.name, path))
      }
    }
  } finally {
    progress.clear()
    await Promise.all(runs.map((run) => run.close()))
    tools.close()
  }
  return {
    job: job.ir.name,
    branch,
    end: bad.signal.aborted ? 'too-many-bad-records' : signal.aborted ? 'stopped' : 'finished',
    routes: runs.map(({ route, counts, commits }) => ({
      topic: route.topic.name,
      table: route.table.name,
      counts,
      commits,
    })),
    rejectedTable: job.rejected.name,
    seconds: (performance.now() - started) / 1000,
  }
}

function checkedInputs(topics: readonly string[], job: string, inputs: readonly TopicPath[]): readonly TopicPath[] {
  const hint = `its inputs: ${topics.join(', ')}`
  for (const { topic } of inputs)
    if (!topics.includes(topic))
      throw new DqError(`job ${job} does not read ${topic}${didYouMean(topic, topics)}`, { hint })
  if (inputs.length === 0)
    throw new DqError(`nothing says what ${job} reads`, {
      hint: `--input ${topics[0]}=changes.jsonl, or --env with an environment that has Kafka`,
    })
  return inputs
}
