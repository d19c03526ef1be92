import type { DecodedRecord } from '../../contracts/codec/value.ts'
import { partitionFor } from '../../contracts/partitioner.ts'
import type { Envelope, ResolvedJob, WindowedJob } from '../job/resolved.ts'
import type { EventSource, OutEvent, SourceEvent, UnreadableEvent } from '../ports.ts'
import type { DeadLetter, DeadLetterReason, LateRecord } from './envelopes.ts'
import { fieldReader } from './field-reader.ts'
import type { MadeRow } from './held-rows.ts'
import type { JobRun, RunOptions, RunOutput } from './job-run.ts'
import { positionText } from './position-text.ts'
import { problemOf, WrongKey } from './problem.ts'
import type { RunCodecs } from './run-codecs.ts'
import { addUp, newCounts, total } from './run-counts.ts'
import { runStateJson, runStateSchema } from './run-state.ts'
import type { MissedWindow, NewTask, Task, TaskOutputs, TaskState } from './task.ts'

export type { JobRun, RunOptions, RunOutput } from './job-run.ts'

export function jobRun(
  job: ResolvedJob,
  newTask: NewTask,
  codecs: RunCodecs,
  source: Pick<EventSource, 'rawValue'>,
  options: RunOptions = {},
): JobRun {
  let counts = newCounts(job)
  const tasks = new Map<number, Task>()
  const inputOfTopic = new Map(job.inputs.map((input, index) => [input.contract.name, index]))
  const inputs = job.inputs.map(({ contract, eventTime }, index) => ({
    decode: codecs.decode[index]!,
    keyOf: contract.settings.key === undefined ? undefined : fieldReader(contract.settings.key),
    timeOf: eventTime === undefined ? undefined : fieldReader(eventTime),
  }))
  let events: OutEvent[] = []
  /** Written at the present moment of the arrival clock. */
  let current: OutEvent[] = []
  let rows: MadeRow[] = []
  let clock = Number.NEGATIVE_INFINITY
  let start = Number.NEGATIVE_INFINITY
  /** The earliest moment at which any task has something to do. */
  let wakeAt = Number.POSITIVE_INFINITY

  const append = (
    topic: string,
    partitions: number | undefined,
    fallback: number,
    key: string | null,
    value: OutEvent['value'],
    letter?: OutEvent['letter'],
  ) => {
    const partition = partitions === undefined || key === null ? fallback : partitionFor(key, partitions)
    current.push({ topic, partition, arrival: clock, key, value, letter })
    addUp(counts.out, topic)
  }

  const deadLetter = (
    to: Envelope,
    at: Pick<DeadLetter, 'topic' | 'partition' | 'offset' | 'key'>,
    problem: { reason: DeadLetterReason; path: string; message: string },
    raw: Uint8Array,
  ) => {
    const { key, ...from } = at
    const { reason, path, message } = problem
    const value = codecs.deadLetter(to, { job: job.ir.name, ...at, reason, path, message, raw })
    append(to.topic, to.contract?.settings.partitions, Math.max(0, at.partition), key, value, { reason, ...from })
    addUp(counts.deadLetters, reason)
  }

  const outputsOf = (partition: number): TaskOutputs => ({
    emit: (output, key, made, version) => {
      const { contract, mode } = job.outputs[output]!
      const value = codecs.encode[output]!(made)
      const recordKey = contract.settings.key === undefined ? key : keyText(made[contract.settings.key])
      // A store has no partitions of its own: its changes are listed by task.
      const partitions = mode === 'upsert' ? undefined : contract.settings.partitions
      append(contract.name, partitions, partition, recordKey, value)
      if (mode === 'upsert') {
        const row = codecs.row[output]!
        rows.push({
          store: contract.name,
          key: (recordKey ?? key)!,
          revision: version!,
          value: () => row(made, value),
        })
      }
    },
    failed: (output, key, error, of) => {
      const { contract, deadLetters, name } = job.outputs[output]!
      const problem = problemOf(error, job.ir.name, of)
      deadLetter(
        deadLetters,
        { topic: contract.name, partition, offset: -1, key },
        {
          reason: problem.reason === 'overflow' ? 'overflow' : 'output',
          path: problem.path,
          message: `output "${name}" of ${of}: ${problem.message}`,
        },
        new Uint8Array(),
      )
    },
    late: (input, record, event, missed) => {
      if (job.kind === 'windowed') writeLate(job, input, record, event, missed)
    },
    windowClosed: () => {
      counts.windows++
    },
  })

  const beginTask = (partition: number): Task => {
    const task = newTask(start, outputsOf(partition))
    tasks.set(partition, task)
    // Inputs that have been silent since the start may be idle by now.
    task.wake(clock)
    return task
  }

  /**
   * What several tasks wrote at one moment is put in the order of a replay, (arrival, partition, offset), so that an output
   * can be read as an input again; within a partition the order stays.
   */
  const seal = (): void => {
    if (current.length === 0) return
    if (!current.every(isInOrder)) current.sort((a, b) => a.partition - b.partition)
    if (events.length === 0) events = current
    else for (const event of current) events.push(event)
    current = []
  }

  const tick = (arrival: number): void => {
    if (arrival <= clock) return
    seal()
    if (clock === Number.NEGATIVE_INFINITY) start = arrival
    clock = arrival
    if (clock < wakeAt) return
    wakeAt = Number.POSITIVE_INFINITY
    for (const task of tasks.values()) {
      if (task.wakeAt <= clock) task.wake(clock)
      wakeAt = Math.min(wakeAt, task.wakeAt)
    }
  }

  const processOne = (event: SourceEvent | UnreadableEvent): void => {
    tick(event.arrival)
    const index = inputOfTopic.get(event.topic)
    if (index === undefined) return
    const input = job.inputs[index]!
    counts.in[index]!++
    if ('unreadable' in event) {
      const problem = { reason: event.reason ?? ('unreadable' as const), path: '', message: event.unreadable }
      return deadLetter(
        input.deadLetters,
        { ...positionOf(event), key: event.key ?? null },
        problem,
        source.rawValue(event),
      )
    }
    const task = tasks.get(event.partition) ?? beginTask(event.partition)
    task.heard(index, clock)
    takeRecord(task, index, event)
    wakeAt = Math.min(wakeAt, task.wakeAt)
  }

  const takeRecord = (task: Task, index: number, event: SourceEvent): void => {
    const { decode, keyOf, timeOf } = inputs[index]!
    try {
      const record = decode(event)
      if (keyOf !== undefined && event.key !== keyText(keyOf(record)))
        throw new WrongKey(job.inputs[index]!.contract, event.key, event.schema === undefined ? event.value : record)
      if (options.until !== undefined) {
        const time = timeOf === undefined ? clock : Math.floor((timeOf(record) as number) / 1000)
        if (time >= options.until) {
          counts.afterUntil++
          return
        }
      }
      const verdict = task.take(index, record, event)
      if (verdict === 'taken') counts.taken++
      else if (verdict === 'duplicate') counts.duplicates++
      else counts.late++
    } catch (error) {
      const problem = problemOf(error, job.ir.name, positionText(event))
      const at = { ...positionOf(event), key: event.key }
      deadLetter(job.inputs[index]!.deadLetters, at, problem, source.rawValue(event))
    }
  }

  const writeLate = (
    { inputs, late: to }: WindowedJob,
    index: number,
    record: DecodedRecord,
    event: SourceEvent,
    missed: MissedWindow,
  ): void => {
    const { eventId, eventTime } = inputs[index]!
    const late: LateRecord = {
      job: job.ir.name,
      ...positionOf(event),
      key: event.key,
      event_id: eventId === undefined ? null : String(record[eventId]),
      event_time: record[eventTime] as number,
      window_start: missed.start * 1000,
      window_end: missed.end * 1000,
      watermark: missed.watermark * 1000,
      value: codecs.text[index]!(event, source.rawValue(event)),
    }
    append(to.topic, to.contract?.settings.partitions, event.partition, event.key, codecs.late(to, late))
  }

  const taken = (): RunOutput => {
    const output = { events, rows }
    events = []
    rows = []
    return output
  }

  const exceeded = (): boolean =>
    options.maxDeadLetters !== undefined && total(counts.deadLetters) > options.maxDeadLetters

  const stateOf = (task: Task): TaskState => {
    if (task.state === undefined) throw new Error(`tasks of a ${job.kind} job keep no state`)
    return task.state
  }

  return {
    get counts() {
      return counts
    },
    save() {
      const saved = [...tasks].map(([partition, task]) => ({ partition, saved: stateOf(task).save() }))
      return runStateJson({ clock, start, counts, current, tasks: saved })
    },
    get stateSize() {
      return tasks.values().reduce((sum, { state }) => sum + (state?.size ?? 0), 0)
    },
    *changes() {
      for (const [task, of] of tasks) for (const change of stateOf(of).changes()) yield { task, ...change }
    },
    restore(saved, entries) {
      const state = runStateSchema.parse(saved)
      counts = state.counts
      current = state.current
      clock = state.clock
      start = state.start
      for (const { partition, saved } of state.tasks) {
        const task = newTask(start, outputsOf(partition))
        stateOf(task).restore(saved, entries(partition))
        tasks.set(partition, task)
        wakeAt = Math.min(wakeAt, task.wakeAt)
      }
    },
    get exceeded() {
      return exceeded()
    },
    process(batch) {
      for (const event of batch) {
        processOne(event)
        if (exceeded()) break
      }
      if (exceeded()) seal()
      return taken()
    },
    advance(to, waiting) {
      for (const task of tasks.values()) {
        for (const input of waiting) task.heard(input, Math.max(to, clock))
        wakeAt = Math.min(wakeAt, task.wakeAt)
      }
      tick(to)
      seal()
      return taken()
    },
    finish() {
      for (const [, task] of [...tasks].sort(([a], [b]) => a - b)) task.finish()
      seal()
      return taken()
    },
  }
}

const positionOf = ({ topic, partition, offset }: SourceEvent | UnreadableEvent) => ({ topic, partition, offset })

/** Where one task wrote at a moment, as is usual. */
const isInOrder = ({ partition }: OutEvent, i: number, events: readonly OutEvent[]): boolean =>
  i === 0 || events[i - 1]!.partition <= partition

/** The record key of a field's value, as text (`keyFormat: string`). */
const keyText = (value: unknown): string | null =>
  typeof value === 'string' ? value : value === null || value === undefined ? null : String(value)
