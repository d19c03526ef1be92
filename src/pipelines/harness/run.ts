import type { DecodedRecord } from '../../contracts/codec/value.ts'
import { partitionFor } from '../../contracts/partitioner.ts'
import type { JsonObject } from '../../kernel/json.ts'
import type { Envelope, ResolvedJob, WindowedJob } from '../job/resolved.ts'
import type { EventSource, OutEvent, SourceEvent, StateEntry, TaskChange, UnreadableEvent } from '../ports.ts'
import type { DeadLetter, DeadLetterReason } from './envelopes.ts'
import { fieldReader } from './field-reader.ts'
import type { MadeRow } from './held-rows.ts'
import { keyText } from './key-text.ts'
import { lateRecord } from './late-record.ts'
import { positionOf, positionText } from './position-text.ts'
import { problemOf, WrongKey } from './problem.ts'
import type { RunCodecs } from './run-codecs.ts'
import { addUp, type Counts, newCounts, total } from './run-counts.ts'
import { runStateJson, runStateSchema } from './run-state.ts'
import { sortByPartition } from './sort-by-partition.ts'
import type { MissedWindow, NewTask, Task, TaskOutputs, TaskState } from './task.ts'

export interface RunOptions {
  /** Records with an event time (without one: an arrival) at or after this one are left out. Milliseconds. */
  readonly until?: number
  /** More dead letters than this end the run. */
  readonly maxDeadLetters?: number
}

/** What a batch of events gave, to be written before the next batch is taken. */
export interface RunOutput {
  readonly events: readonly OutEvent[]
  readonly rows: readonly MadeRow[]
}

/** A job over one totally ordered replay: no I/O, no clock but the events' own. */
export interface JobRun {
  process(events: readonly (SourceEvent | UnreadableEvent)[]): RunOutput
  /**
   * Moves the arrival clock on without a record (it never goes back), and gives out all that was made so far. Inputs in
   * `waiting` have records to come: they are not silent, however long their records take.
   */
  advance(clock: number, waiting: readonly number[]): RunOutput
  /** All inputs have ended: every task finishes. */
  finish(): RunOutput
  readonly counts: Counts
  /** Whether there were more dead letters than allowed: nothing more is processed. */
  readonly exceeded: boolean
  /** Everything but keyed state, as JSON; to be asked for between two batches, as changes are. */
  save(): JsonObject
  /** Entries of keyed state in all tasks. */
  readonly stateSize: number
  /** Of the keyed state of all tasks, since the last call. */
  changes(): Iterable<TaskChange>
  /** Makes a run that has not begun what the saved one was; `entries` gives the keyed state of a task. */
  restore(saved: JsonObject, entries: (task: number) => Iterable<StateEntry>): void
}

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

  /** What several tasks wrote at one moment is put in the order of a replay, so that an output can be read as an input again. */
  const seal = (): void => {
    if (current.length === 0) return
    sortByPartition(current)
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
      const time = timeOf === undefined ? clock : Math.floor((timeOf(record) as number) / 1000)
      if (options.until !== undefined && time >= options.until) {
        counts.afterUntil++
        return
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
    const text = codecs.text[index]!(event, source.rawValue(event))
    const late = lateRecord(job.ir.name, inputs[index]!, record, event, missed, text)
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
