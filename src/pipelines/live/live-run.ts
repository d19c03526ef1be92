import type { Counts } from '../harness/run-counts.ts'
import { newCounts, total } from '../harness/run-counts.ts'
import { newBell } from './bell.ts'
import type { LiveContext, TaskStatus } from './context.ts'
import { addBetween } from './counts.ts'
import { type LiveTask, liveTask } from './live-task.ts'
import type { GroupMember } from './ports.ts'

/** `stopped`: asked to; `drained`: everything up to the ends is committed. */
export type LiveEnd = 'stopped' | 'drained' | 'too-many-bad-records'

/** One worker of a job: a member of its group, with a task for each partition index that it has. */
export interface LiveRun {
  /** Resolves when the worker has left the group; rejects when it cannot go on. */
  readonly ended: Promise<LiveEnd>
  /** Commits what is done and leaves the group. */
  stop(): void
  /** Of what this worker has committed. */
  readonly counts: Counts
  readonly tasks: readonly TaskStatus[]
}

/** Milliseconds between two looks at whether the run is over. */
const LOOK = 200

export function startLive(context: LiveContext, maxDeadLetters = Number.POSITIVE_INFINITY): LiveRun {
  const { job, log, names, clock, observe, drain } = context
  const tasks = new Map<number, LiveTask>()
  /** Of tasks that are not this worker's any more. */
  const before = newCounts(job)
  const none = newCounts(job)
  const bell = newBell(clock)
  let member: GroupMember | undefined
  let isAssigned = false
  let end: LiveEnd | undefined
  let failure: { readonly error: unknown } | undefined
  const fail = (error: unknown): void => {
    failure ??= { error }
    bell.ring()
  }

  const countsNow = (): Counts => {
    const sum = newCounts(job)
    addBetween(sum, none, before)
    for (const task of tasks.values()) addBetween(sum, none, task.status.counts)
    return sum
  }

  const leaveTo = (partition: number, task: LiveTask): void => {
    tasks.delete(partition)
    void task.giveUp().then(() => addBetween(before, none, task.status.counts))
  }

  const take = (partition: number): void => {
    const task = liveTask(context, () => member!, partition)
    tasks.set(partition, task)
    task.done.then(bell.ring, fail)
  }

  const assigned = (partitions: readonly number[]): void => {
    observe({ kind: 'assigned', partitions })
    const mine = new Set(partitions)
    for (const [partition, task] of tasks) if (!mine.has(partition)) leaveTo(partition, task)
    for (const partition of mine) if (!tasks.has(partition)) take(partition)
    isAssigned = true
    bell.ring()
  }

  const isDrained = (): boolean =>
    drain !== undefined && isAssigned && [...tasks.values()].every(({ status }) => status.phase === 'drained')

  const whole = async (): Promise<LiveEnd> => {
    /** An assignment may come before `join` has resolved. */
    let early: readonly number[] | undefined
    const topics = job.inputs.map(({ contract }) => contract.name)
    member = await log.join(
      { id: names.group, topics },
      {
        assigned: (partitions) => {
          if (member === undefined) early = partitions
          else if (end === undefined) assigned(partitions)
        },
        async rebalancing() {
          observe({ kind: 'rebalancing' })
          for (const task of tasks.values()) task.flush()
        },
        records: (batch) => tasks.get(batch.partition)?.add(batch),
        failed: fail,
      },
    )
    if (early !== undefined) assigned(early)
    while (end === undefined && failure === undefined) {
      if (isDrained()) end = 'drained'
      else if (total(countsNow().deadLetters) > maxDeadLetters) end = 'too-many-bad-records'
      else await bell.wait(LOOK)
    }
    try {
      const stopped = await Promise.allSettled([...tasks.values()].map((task) => task.stop()))
      for (const of of stopped) if (of.status === 'rejected') fail(of.reason)
    } finally {
      await member.leave()
    }
    if (failure !== undefined) throw failure.error
    return end!
  }

  const ended = whole()
  return {
    ended,
    stop() {
      end ??= 'stopped'
      bell.ring()
    },
    get counts() {
      return countsNow()
    },
    get tasks() {
      return [...tasks.values()].map(({ status }) => status)
    },
  }
}
