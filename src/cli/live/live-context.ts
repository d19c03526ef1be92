import { createHash } from 'node:crypto'
import { DqError } from '../../kernel/errors.ts'
import { embeddedTasks } from '../../pipelines/engines/embedded/tasks.ts'
import { runCodecs } from '../../pipelines/harness/run-codecs.ts'
import { runIdentity } from '../../pipelines/harness/run-identity.ts'
import type { ResolvedJob } from '../../pipelines/job/resolved.ts'
import { type Drain, type LiveContext, type LiveLimits, liveNames } from '../../pipelines/live/context.ts'
import { positionsOf } from '../../pipelines/live/group-positions.ts'
import { BUFFER_LIMITS } from '../../pipelines/live/input-buffer.ts'
import type { Observer } from '../../pipelines/live/observed.ts'
import type { EventLog, WireFormat } from '../../pipelines/live/ports.ts'
import { checkTopics, writtenContracts } from '../../pipelines/live/topics.ts'
import type { KeyedStore } from '../../pipelines/ports.ts'
import { liveClock } from './live-clock.ts'

export const LIVE_LIMITS: LiveLimits = {
  commitRecords: 10_000,
  commitMillis: 200,
  buffers: BUFFER_LIMITS,
  backOff: { first: 200, most: 5_000 },
}

export interface LivePorts {
  readonly log: EventLog
  readonly store: KeyedStore
  readonly wire: WireFormat
}

export interface LiveOptions {
  /** What the names of group, transactional ids and state topic begin with. */
  readonly prefix: string
  readonly limits?: Partial<LiveLimits>
  readonly observe: Observer
  /** To the positions as they are now; with `takeOver` to those of the group whose name begins so, and without writing what comes out. */
  readonly drain?: { readonly finish: boolean; readonly takeOver?: string | undefined } | undefined
}

/** Checks that the job can run here, and puts together what its tasks share. @throws DqError for topics and schemas that are not as they must be. */
export async function liveContext(job: ResolvedJob, ports: LivePorts, options: LiveOptions): Promise<LiveContext> {
  const names = liveNames(options.prefix, job.ir.name)
  const tasks = await checkTopics(ports.log, job, names)
  await ports.wire.prepare(writtenContracts(job))
  const identity = [...runIdentity(job, 'live', {})].map(([name, text]) => [
    name,
    text.length > 100 ? hash(text) : text,
  ])
  return {
    job,
    newTask: embeddedTasks(job, { isKept: true }),
    codecs: runCodecs(job, ({ settings }) => (settings.wireFormat === 'avro' ? 'avro' : 'json')),
    ...ports,
    clock: liveClock,
    observe: options.observe,
    names,
    identity: Object.fromEntries(identity),
    limits: { ...LIVE_LIMITS, ...options.limits },
    ...(options.drain === undefined
      ? {}
      : { drain: await drainOf(ports.log, job, tasks, options.prefix, options.drain) }),
  }
}

async function drainOf(
  log: EventLog,
  job: ResolvedJob,
  tasks: number,
  prefix: string,
  { finish, takeOver }: NonNullable<LiveOptions['drain']>,
): Promise<Drain> {
  const partitions = Array.from({ length: tasks }, (_, partition) => partition)
  const inputs = job.inputs.map(({ contract }) => partitions.map((partition) => ({ topic: contract.name, partition })))
  if (takeOver !== undefined) {
    if (takeOver === prefix)
      throw new DqError(`a group takes nothing over from itself: ${takeOver}`, {
        hint: 'give the mended job another --group',
      })
    const { group } = liveNames(takeOver, job.ir.name)
    return { ends: await positionsOf(log, group, inputs), finish: false, takesOver: group }
  }
  return { ends: await Promise.all(inputs.map((of) => log.endOffsets(of))), finish }
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')
