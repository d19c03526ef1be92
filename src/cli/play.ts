import { performance } from 'node:perf_hooks'
import { embeddedTasks } from '../pipelines/engines/embedded/tasks.ts'
import { jobRun } from '../pipelines/harness/run.ts'
import { jsonCodecs } from '../pipelines/harness/run-codecs.ts'
import type { Counts } from '../pipelines/harness/run-counts.ts'
import { type RunEnd, runJob } from '../pipelines/harness/run-job.ts'
import { envelopesOf } from '../pipelines/job/resolved.ts'
import type { LoadedJob } from './load-job.ts'
import { progressLine } from './progress.ts'
import { fileSink, fileSource, keyedStore } from './wiring.ts'

export interface PlayOptions {
  readonly inputs: readonly { readonly topic: string; readonly path: string }[]
  /** Folder of the output files and of the feature store. */
  readonly out: string
  /** Milliseconds. */
  readonly until?: number | undefined
  readonly maxBadRecords?: number | undefined
  readonly store?: 'file' | 'memory'
}

export interface Played {
  readonly end: RunEnd
  readonly counts: Counts
  readonly seconds: number
}

/** Runs a job in this process, from files to files. */
export async function play({ job }: LoadedJob, options: PlayOptions): Promise<Played> {
  const started = performance.now()
  const source = await fileSource(options.inputs)
  const topics = envelopesOf(job).map(({ topic }) => topic)
  const sink = await fileSink(options.out, [...topics, ...job.outputs.map(({ contract }) => contract.name)])
  const store = await keyedStore(options.store === 'memory' ? undefined : options.out)
  const run = jobRun(job, embeddedTasks(job), jsonCodecs(job), source, {
    ...(options.until === undefined ? {} : { until: options.until }),
    ...(options.maxBadRecords === undefined ? {} : { maxDeadLetters: options.maxBadRecords }),
  })
  const progress = progressLine()
  const end = await runJob(
    run,
    { source, sink, store },
    {
      onProgress: (counts, { read, total }) => {
        const events = counts.in.reduce((sum, n) => sum + n, 0)
        const share = total ? ` ${Math.floor((read / total) * 100)}%` : ''
        const rate = Math.round(events / ((performance.now() - started) / 1000))
        progress.update(`${job.ir.name}${share}  ${events.toLocaleString('en')} events  ${rate.toLocaleString('en')}/s`)
      },
    },
  )
  progress.clear()
  return { end, counts: run.counts, seconds: (performance.now() - started) / 1000 }
}
