import type { Contract } from '../contracts/model.ts'
import { classRank } from '../contracts/privacy/class-rank.ts'
import type { Observer } from '../pipelines/live/observed.ts'
import type { Settings } from './config.ts'
import { logObserver } from './log.ts'
import { liveMetrics, type Progress } from './metrics.ts'
import { CONTENT_TYPE } from './metrics-text.ts'
import { redact } from './secrets.ts'
import { jobLog, metricsServer } from './wiring/live.ts'

export interface OperationOf {
  readonly job: string
  /** The consumer group. */
  readonly pipeline: string
  readonly inputs: readonly string[]
  /** Everything the job reads and writes: what is personal there is not logged. */
  readonly contracts: Iterable<Contract>
  readonly version: string
  /** 0 takes a free one; undefined: no metrics are served. */
  readonly metricsPort: number | undefined
}

/** What people see of a worker while it runs: its log, and its metrics. */
export interface Operation {
  readonly observe: Observer
  /** The run whose counts are served from now on. */
  watch(run: Progress): void
  close(): Promise<void>
}

/** Opens the log of a live job, and serves its metrics where a port is given. */
export async function openOperation(settings: Settings, of: OperationOf): Promise<Operation> {
  const { job, pipeline, inputs, version, metricsPort } = of
  const log = await jobLog({
    level: settings.log,
    labels: { app: 'dq', job, pipeline },
    personal: personalFields(of.contracts),
    redact,
  })
  const metrics = liveMetrics({ job, pipeline, inputs, version, now: Date.now })
  let run: Progress | undefined
  const served =
    metricsPort === undefined
      ? undefined
      : await metricsServer({ port: metricsPort, contentType: CONTENT_TYPE }, () => metrics.text(run))
  if (served !== undefined) log.info('metrics are served', { port: served.port })
  const logged = logObserver(log)
  return {
    observe(event) {
      metrics.observe(event)
      logged(event)
    },
    watch(progress) {
      run = progress
    },
    close: async () => served?.close(),
  }
}

const PERSONAL = 4

/** Names of all fields that some contract calls personal, or more than that. */
const personalFields = (contracts: Iterable<Contract>): ReadonlySet<string> =>
  new Set(
    [...contracts].flatMap(({ fields }) =>
      fields.filter(({ classification = '' }) => (classRank(classification) ?? 0) >= PERSONAL).map(({ name }) => name),
    ),
  )
