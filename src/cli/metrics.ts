import type { Counts } from '../pipelines/harness/run-counts.ts'
import type { TaskStatus } from '../pipelines/live/context.ts'
import type { Observer } from '../pipelines/live/observed.ts'
import { type Family, histogram, metricsText, type Sample } from './metrics-text.ts'

export interface MetricsOf {
  readonly job: string
  /** The consumer group: which of the runs of the job. */
  readonly pipeline: string
  /** Topics of the job, in its order. */
  readonly inputs: readonly string[]
  readonly version: string
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** What a worker has come to: a LiveRun has it. */
export interface Progress {
  readonly counts: Counts
  readonly tasks: readonly TaskStatus[]
}

export interface LiveMetrics {
  readonly observe: Observer
  /** In Prometheus' text format. */
  text(progress: Progress | undefined): string
}

/** Seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** The metrics of one worker of a live job. */
export function liveMetrics({ job, pipeline, inputs, version, now }: MetricsOf): LiveMetrics {
  // Not `job`: that is Prometheus' own name for what it scrapes.
  const own = { job_name: job, pipeline }
  const sink = histogram(BUCKETS)
  const commit = histogram(BUCKETS)
  /** By system: the tasks that wait for it. */
  const waiting = new Map<string, Set<number>>()
  let [restarts, rebalances, gone] = [0, 0, 0]

  const observe: Observer = (event) => {
    switch (event.kind) {
      case 'committed':
        commit.observe(event.took / 1000)
        sink.observe(event.stored / 1000)
        return
      case 'waiting':
        waiting.set(event.system, (waiting.get(event.system) ?? new Set()).add(event.partition))
        return
      case 'resumed':
        waiting.get(event.system)?.delete(event.partition)
        return
      case 'restarted':
        restarts++
        return
      case 'rebalancing':
        rebalances++
        return
      case 'gone':
        gone += event.next - event.from
        return
      case 'given-up':
        for (const tasks of waiting.values()) tasks.delete(event.partition)
        return
      default:
        return
    }
  }

  return {
    observe,
    text(progress) {
      const { counts, tasks } = progress ?? { counts: undefined, tasks: [] }
      const one = (value: number): Sample[] => [{ labels: own, value }]
      const by = (label: string, entries: Iterable<readonly [string, number]>): Sample[] =>
        [...entries].map(([name, value]) => ({ labels: { ...own, [label]: name }, value }))
      const byTask = (value: (task: TaskStatus) => number | undefined): Sample[] =>
        tasks.flatMap((task) => {
          const found = value(task)
          return found === undefined ? [] : [{ labels: { ...own, partition: `${task.partition}` }, value: found }]
        })
      const seconds = (since: number | undefined) =>
        since === undefined ? undefined : Math.max(0, now() - since) / 1000
      const { cpuUsage, memoryUsage, uptime } = process
      const { user, system } = cpuUsage()
      const families: Family[] = [
        counter(
          'dq_records_in_total',
          'Records taken from input topics and committed.',
          by(
            'topic',
            inputs.map((topic, i) => [topic, counts?.in[i] ?? 0]),
          ),
        ),
        counter(
          'dq_records_out_total',
          'Records written to output topics, and rows to stores.',
          by('output', counts?.out ?? []),
        ),
        counter('dq_late_records_total', 'Records that came after their window was closed.', one(counts?.late ?? 0)),
        counter(
          'dq_dead_letters_total',
          'Records that broke their contract, by reason.',
          by('reason', counts?.deadLetters ?? []),
        ),
        counter(
          'dq_duplicate_records_total',
          'Records with an event id that had been there already.',
          one(counts?.duplicates ?? 0),
        ),
        counter('dq_windows_closed_total', 'Windows closed, one for each key.', one(counts?.windows ?? 0)),
        counter('dq_lost_records_total', 'Records that retention removed before they were read.', one(gone)),
        counter(
          'dq_task_restarts_total',
          'Tasks that began again because another worker had fenced them.',
          one(restarts),
        ),
        counter('dq_rebalances_total', 'Rebalances of the consumer group.', one(rebalances)),
        gauge(
          'dq_tasks',
          'Tasks of this worker, by phase.',
          by(
            'phase',
            PHASES.map((phase) => [phase, tasks.filter((task) => task.phase === phase).length]),
          ),
        ),
        gauge(
          'dq_lag_records',
          'Records that are in the topic and not committed yet.',
          tasks.flatMap(({ partition, lag }) =>
            lag.map((value, i) => ({ labels: { ...own, topic: inputs[i] ?? '', partition: `${partition}` }, value })),
          ),
        ),
        gauge(
          'dq_watermark_delay_seconds',
          'Now less the watermark: how far behind the clock windows close.',
          byTask(({ watermark }) => seconds(watermark)),
        ),
        gauge(
          'dq_checkpoint_age_seconds',
          'Since the last commit of the task.',
          byTask(({ committedAt }) => seconds(committedAt)),
        ),
        gauge(
          'dq_state_entries',
          'Keys, windows and remembered events that the task holds.',
          byTask(({ stateEntries }) => stateEntries),
        ),
        gauge(
          'dq_waiting_tasks',
          'Tasks that wait for a system that cannot be reached.',
          by(
            'system',
            [...waiting].map(([name, of]) => [name, of.size]),
          ),
        ),
        {
          name: 'dq_commit_seconds',
          type: 'histogram',
          help: 'How long one commit took, stores included.',
          samples: commit.samples(own),
        },
        {
          name: 'dq_sink_seconds',
          type: 'histogram',
          help: 'How long the stores took of one commit.',
          samples: sink.samples(own),
        },
        gauge('dq_info', 'Version of dq.', [{ labels: { ...own, version }, value: 1 }]),
        counter('process_cpu_seconds_total', 'CPU time of the process.', [
          { labels: {}, value: (user + system) / 1e6 },
        ]),
        gauge('process_resident_memory_bytes', 'Memory of the process.', [{ labels: {}, value: memoryUsage.rss() }]),
        gauge('process_start_time_seconds', 'When the process began, since the epoch.', [
          { labels: {}, value: Math.round(now() / 1000 - uptime()) },
        ]),
      ]
      return metricsText(families)
    },
  }
}

const PHASES = ['starting', 'running', 'waiting', 'drained'] as const

const counter = (name: string, help: string, samples: readonly Sample[]): Family => ({
  name,
  type: 'counter',
  help,
  samples,
})
const gauge = (name: string, help: string, samples: readonly Sample[]): Family => ({
  name,
  type: 'gauge',
  help,
  samples,
})
