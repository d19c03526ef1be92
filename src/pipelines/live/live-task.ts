import { newCounts } from '../harness/run-counts.ts'
import { GivenUp, pauseAfter } from './back-off.ts'
import { newBell } from './bell.ts'
import { readChangelog } from './changelog.ts'
import type { LiveContext, TaskStatus } from './context.ts'
import { Fenced, type GroupMember, type RecordBatch, type TransactionalProducer, Unavailable } from './ports.ts'
import { type RunningTask, runningTask } from './running-task.ts'

/** Milliseconds between two looks at the arrival clock, where no record comes. */
const TICK = 100

/** Milliseconds after which a fenced task begins again, if it is still this member's: by then the group has told who has it. */
const AFTER_FENCED = 2_000

/** The task of one partition index, from its assignment to the moment it is given up. */
export interface LiveTask {
  add(batch: RecordBatch): void
  /** Commits at the next moment what is done so far. */
  flush(): void
  /** Commits what is done, and ends; resolves when it has. */
  stop(): Promise<void>
  /** Another member has it: nothing more is committed. */
  giveUp(): Promise<void>
  /** Resolves when everything up to the ends of a drained run is committed, or the task was given up; rejects when it cannot go on. */
  readonly done: Promise<void>
  readonly status: TaskStatus
}

export function liveTask(context: LiveContext, member: () => GroupMember, partition: number): LiveTask {
  const { job, log, clock, limits, observe, names, drain } = context
  const inputs = job.inputs.map(({ contract }) => ({ topic: contract.name, partition }))
  const givenUp = new AbortController()
  /** Who stops does not wait for a system that is down: what is not committed is taken again later. */
  const impatient = new AbortController()
  const { signal } = givenUp
  const bell = newBell(clock)
  const counts = newCounts(job)
  const drained = Promise.withResolvers<void>()
  const paused = new Set<string>()
  let task: RunningTask | undefined
  let phase: TaskStatus['phase'] = 'starting'
  let committedAt: number | undefined
  let isStopping = false
  let failures = 0
  let failed: { readonly system: string; readonly since: number } | undefined
  let isFlushing = false

  const begin = async (producer: TransactionalProducer): Promise<RunningTask> => {
    const began = clock.now()
    // Behind the fence: what earlier owners committed is all there, and nothing of them can come any more.
    const committed = await log.committedOffsets(names.group, inputs)
    const saved = await readChangelog(
      names.changelog,
      log.read({ topic: names.changelog, partition }),
      context.identity,
      drain?.takesOver,
    )
    const first = committed.includes(undefined) ? await log.beginningOffsets(inputs) : []
    const positions = inputs.map((of, input) => ({ ...of, offset: committed[input] ?? first[input]! }))
    const ends = await log.endOffsets(inputs)
    const waits = AbortSignal.any([signal, impatient.signal])
    const running = runningTask(context, partition, { positions, ends, saved, producer }, counts, waits)
    observe({ kind: 'restored', partition, entries: saved?.entries.length ?? 0, took: clock.now() - began, positions })
    task = running
    paused.clear()
    for (const position of positions) member().readFrom(position)
    return running
  }

  const balance = (running: RunningTask): void => {
    running.bytes.forEach((bytes, input) => {
      const of = inputs[input]!
      if (bytes > limits.buffers.full && !paused.has(of.topic)) {
        paused.add(of.topic)
        member().pause(of)
      } else if (bytes < limits.buffers.low && paused.delete(of.topic)) member().resume(of)
    })
  }

  const commit = async (running: RunningTask): Promise<void> => {
    isFlushing = false
    await running.commit()
    committedAt = clock.now()
    if (failed !== undefined)
      observe({ kind: 'resumed', partition, system: failed.system, after: committedAt - failed.since })
    failed = undefined
    failures = 0
  }

  /** From one fence to the next failure, or to the end. */
  const attempt = async (): Promise<void> => {
    const producer = await log.producer(names.transactionalId(partition))
    try {
      const running = await begin(producer)
      phase = 'running'
      for (let isFinished = false; ; ) {
        if (signal.aborted) throw new GivenUp()
        const hasMore = await running.take()
        balance(running)
        if (running.isAtEnd && !isFinished) {
          isFinished = true
          if (drain!.finish) running.finish()
          if (running.hasUncommitted) await commit(running)
          phase = 'drained'
          observe({ kind: 'drained', partition })
          drained.resolve()
        }
        if (running.isDue || ((isFlushing || isStopping) && running.hasUncommitted)) await commit(running)
        if (isStopping) return
        if (hasMore) await clock.sleep(0)
        else await bell.wait(Math.max(0, Math.min(TICK, running.dueIn)))
      }
    } finally {
      task = undefined
      await producer.close()
    }
  }

  const live = async (): Promise<void> => {
    while (!isStopping && !signal.aborted) {
      phase = 'starting'
      try {
        await attempt()
      } catch (error) {
        if (error instanceof GivenUp || signal.aborted) return
        if (error instanceof Fenced) {
          observe({ kind: 'restarted', partition, reason: error.message })
          await clock.sleep(AFTER_FENCED, signal)
        } else if (error instanceof Unavailable) {
          phase = 'waiting'
          failed ??= { system: error.system, since: clock.now() }
          observe({ kind: 'waiting', partition, system: error.system, message: error.message, tries: ++failures })
          if (!isStopping) await clock.sleep(pauseAfter(limits, failures), signal)
        } else throw error
      }
    }
  }

  const ended = live()
  ended.then(drained.resolve, drained.reject)
  return {
    add(batch) {
      const { topic, from, next, isGone } = batch
      if (isGone) observe({ kind: 'gone', partition, topic, from, next })
      task?.add(batch)
      bell.ring()
    },
    flush() {
      isFlushing = true
      bell.ring()
    },
    async stop() {
      isStopping = true
      impatient.abort()
      bell.ring()
      await ended
    },
    async giveUp() {
      givenUp.abort()
      bell.ring()
      for (const of of inputs) member().stop(of)
      observe({ kind: 'given-up', partition })
      await ended.catch(() => undefined)
    },
    done: drained.promise,
    get status() {
      return {
        partition,
        phase,
        committedAt,
        lag: task?.lag ?? [],
        watermark: task?.watermark,
        stateEntries: task?.stateSize,
        counts,
      }
    },
  }
}
