import { performance } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import type { Contract } from '../contracts/model.ts'
import { embeddedTasks } from '../pipelines/engines/embedded/tasks.ts'
import { jobRun } from '../pipelines/harness/run.ts'
import { runCodecs } from '../pipelines/harness/run-codecs.ts'
import type { Counts } from '../pipelines/harness/run-counts.ts'
import { runJob } from '../pipelines/harness/run-job.ts'
import { upTo } from '../pipelines/harness/up-to.ts'
import { envelopesOf, type ResolvedJob } from '../pipelines/job/resolved.ts'
import type { RunEnd } from '../pipelines/ports.ts'
import { type CheckpointOptions, openRunCheckpoint } from './checkpoint.ts'
import type { FileFormatName } from './file-formats.ts'
import type { LoadedJob } from './load-job.ts'
import { progressLine } from './progress.ts'
import { fileSink, fileSource, keyedStore, publishOutputs } from './wiring.ts'

export interface PlayOptions {
  readonly inputs: readonly { readonly topic: string; readonly path: string }[]
  /** Folder of the output files and of the feature store. */
  readonly out: string
  /** Default: JSON Lines. */
  readonly outFormat?: FileFormatName | undefined
  /** Milliseconds. */
  readonly until?: number | undefined
  readonly maxBadRecords?: number | undefined
  readonly store?: 'file' | 'memory'
  /** False leaves windows open that the input has not closed. */
  readonly finish?: boolean | undefined
  /** Only events before these offsets, by topic and partition. */
  readonly ends?: ReadonlyMap<string, readonly number[]> | undefined
  /** Without it nothing is kept, and an interrupted run begins again. */
  readonly checkpoint?: CheckpointOptions | undefined
}

export interface Played {
  readonly end: RunEnd
  readonly counts: Counts
  readonly seconds: number
  /** Events that an earlier process had taken before it was interrupted. */
  readonly resumedAt?: number
}

/** Runs a job in this process, from files to files; goes on where an interrupted run of the same inputs left off. */
export async function play({ job }: LoadedJob, options: PlayOptions): Promise<Played> {
  const started = performance.now()
  // A run makes much that lives for a moment: to collect it one thread is enough, and several wait for each other.
  setFlagsFromString('--no-parallel-scavenge')
  const { out, outFormat = 'jsonl', inputs } = options
  const checkpoint =
    options.checkpoint && (await openRunCheckpoint(job, out, options.checkpoint, resultOptions(options)))
  try {
    const last = checkpoint?.last()
    const files = await fileSource(inputs, last?.source)
    const source = options.ends === undefined ? files : upTo(files, options.ends)
    const run = jobRun(
      job,
      embeddedTasks(job, { isKept: checkpoint !== undefined }),
      runCodecs(job, outFormat.startsWith('avro') ? 'avro' : 'json'),
      source,
      {
        ...(options.until === undefined ? {} : { until: options.until }),
        ...(options.maxBadRecords === undefined ? {} : { maxDeadLetters: options.maxBadRecords }),
      },
    )
    if (last !== undefined) run.restore(last.run, (task) => checkpoint!.entries(task))
    const played = (end: RunEnd): Played => ({
      end,
      counts: run.counts,
      seconds: (performance.now() - started) / 1000,
      ...(last === undefined ? {} : { resumedAt: last.events }),
    })
    if (last?.end !== undefined) {
      await publishOutputs(out, outFormat, last.sink)
      await checkpoint!.forget()
      return played(last.end)
    }
    const sink = await fileSink(out, { format: outFormat, job: job.ir.name, topics: topicsOf(job) }, last?.sink)
    const stores = job.outputs.filter(({ mode }) => mode === 'upsert').map(({ contract }) => contract.name)
    const store = await keyedStore(
      options.store === 'memory' ? undefined : out,
      last === undefined ? stores : [],
    ).catch(async (error: unknown) => {
      await sink.abandon?.()
      throw error
    })
    const progress = progressLine()
    const end = await runJob(
      run,
      {
        source,
        sink,
        store,
        ...(checkpoint && options.checkpoint
          ? { checkpoints: { store: checkpoint, every: options.checkpoint.every } }
          : {}),
      },
      {
        finish: options.finish,
        onProgress: (counts, { read, total }) => {
          progress.update(() => {
            const events = counts.in.reduce((sum, n) => sum + n, 0)
            const share = total ? ` ${Math.floor((read / total) * 100)}%` : ''
            const rate = Math.round((events - (last?.events ?? 0)) / ((performance.now() - started) / 1000))
            return `${job.ir.name}${share}  ${events.toLocaleString('en')} events  ${rate.toLocaleString('en')}/s`
          })
        },
      },
    )
    progress.clear()
    return played(end)
  } finally {
    await checkpoint?.close()
  }
}

/** What was asked for that the results depend on, as messages name it. */
function resultOptions({ inputs, outFormat = 'jsonl', until, maxBadRecords }: PlayOptions): Record<string, string> {
  return {
    inputs: inputs
      .map(({ topic }) => topic)
      .sort()
      .join(', '),
    '--out-format': outFormat,
    ...(until === undefined ? {} : { '--until': new Date(until).toISOString() }),
    ...(maxBadRecords === undefined ? {} : { '--max-bad-records': String(maxBadRecords) }),
  }
}

/** Every topic the job writes, with its contract when the repo has one. */
const topicsOf = (job: ResolvedJob): ReadonlyMap<string, Contract | undefined> =>
  new Map<string, Contract | undefined>([
    ...envelopesOf(job).map(({ topic, contract }) => [topic, contract] as const),
    ...job.outputs.map(({ contract }) => [contract.name, contract] as const),
  ])
