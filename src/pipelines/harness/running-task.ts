import type { DecodedRecord } from '../../contracts/codec/value.ts'
import type { RunningOptions } from '../job/ir.ts'
import type { RunningJob } from '../job/resolved.ts'
import type { SourceEvent, StateChange } from '../ports.ts'
import { fifo } from './fifo.ts'
import { positionText } from './position-text.ts'
import type { KeptId, KeptKey, RunningCodec } from './running-codec.ts'
import type { RunningProgram, RunningState } from './running-program.ts'
import { isSeen, type SeenIds, withoutSeen, withSeen } from './seen-ids.ts'
import type { NewTask, Task, TaskOutputs, TaskState } from './task.ts'

interface KeyState {
  readonly key: unknown
  readonly state: RunningState
  /** Grows by one with each accepted record. */
  revision: number
  /** Arrival of the last accepted record, milliseconds. */
  last: number
  /** By input: the event ids that are remembered. */
  readonly seen: SeenIds[]
  /** Whether a checkpoint would find it as it was; always true where nothing is kept, so that nothing is gathered. */
  isNoted: boolean
  /** Whether the last checkpoint has it. */
  isStored: boolean
  isFreed: boolean
}

/** An event id that will be forgotten: `since` is when it was accepted. */
interface Remembered {
  readonly of: KeyState
  readonly input: number
  readonly id: string
  readonly since: number
}

interface RunningInput {
  readonly keyField: string
  readonly timeField: string
  readonly idField: string | undefined
  /** Indexes of the outputs that are made for its records, in the order they were declared. */
  readonly outputs: readonly number[]
}

/** A task, and how much it holds. */
export interface RunningTask extends Task {
  readonly held: { readonly keys: number; readonly ids: number }
}

/**
 * Tasks of a running job: each keeps the aggregates of its keys over all records so far, in the order of the replay.
 * `ttl` and `remember` are kept on the arrival clock, and free what they end also where no record comes any more.
 */
export function runningTasks(
  job: RunningJob,
  program: RunningProgram,
  codec?: RunningCodec,
): (...of: Parameters<NewTask>) => RunningTask {
  const inputs = job.inputs.map(({ alias, eventTime, eventId }) => ({
    keyField: job.ir.keyBy,
    timeField: eventTime,
    idField: eventId,
    outputs: job.outputs.flatMap(({ output }, index) =>
      output.perRecord === undefined || output.perRecord === alias ? [index] : [],
    ),
  }))
  return (start, outputs) => runningTask(program, inputs, job.ir.running, start, outputs, codec)
}

function runningTask(
  program: RunningProgram,
  inputs: readonly RunningInput[],
  { ttl, remember }: RunningOptions,
  start: number,
  outputs: TaskOutputs,
  codec: RunningCodec | undefined,
): RunningTask {
  let now = start
  /** With a `ttl`, in the order of their last record: the first is the first to be freed. */
  const keys = new Map<unknown, KeyState>()
  /** No key is freed before this moment. Not moved by every record: finding the first key of the map again takes time. */
  let freeAt = Number.POSITIVE_INFINITY
  /** In the order of acceptance: the first is the first to be forgotten. */
  let remembered = fifo<Remembered>()
  /** Since the last checkpoint: keys that took a record, and stored ones that were freed. */
  let changed: KeyState[] = []
  let gone: KeyState[] = []
  /** Numbers of remembered ids: the last checkpoint has those from `storedFrom` to below `storedTo`. */
  let storedFrom = 0
  let storedTo = 0

  const freeKeys = (): void => {
    if (ttl === undefined || freeAt > now) return
    freeAt = Number.POSITIVE_INFINITY
    for (const of of keys.values()) {
      freeAt = of.last + ttl
      if (freeAt > now) return
      keys.delete(of.key)
      of.isFreed = true
      if (of.isStored) gone.push(of)
      freeAt = Number.POSITIVE_INFINITY
    }
  }
  const forget = (): void => {
    for (let first = remembered.first(); first !== undefined; first = remembered.first()) {
      if (first.since + remember > now) return
      first.of.seen[first.input] = withoutSeen(first.of.seen[first.input], first.id)
      remembered.drop()
    }
  }

  /**
   * A key that was freed begins again at the arrival clock in microseconds: a revision must go on growing, or a store would
   * take the rows of the returned key for old ones. Without a `ttl` no key is ever freed, and its revision counts from 1.
   */
  const newKey = (key: unknown): KeyState => ({
    key,
    state: program.newState(),
    revision: ttl === undefined ? 0 : now * 1000,
    last: now,
    seen: new Array(inputs.length).fill(undefined),
    isNoted: codec === undefined,
    isStored: false,
    isFreed: false,
  })

  const toTheEnd = (of: KeyState, due: number): void => {
    keys.delete(of.key)
    keys.set(of.key, of)
    if (due < freeAt) freeAt = due
  }

  const update = (input: number, record: DecodedRecord): KeyState | undefined => {
    const { keyField, idField } = inputs[input]!
    const key = record[keyField]
    const known = keys.get(key)
    const of = known ?? newKey(key)
    const id = idField === undefined ? undefined : String(record[idField])
    if (id !== undefined && isSeen(of.seen[input], id)) return undefined
    program.update[input]!(of.state, record)
    of.revision++
    of.last = now
    if (id !== undefined) {
      of.seen[input] = withSeen(of.seen[input], id)
      remembered.add({ of, input, id, since: now })
    }
    // Only now: a record whose update overflowed must not leave an empty state behind.
    if (known === undefined) keys.set(key, of)
    if (ttl !== undefined) toTheEnd(of, now + ttl)
    if (!of.isNoted) {
      of.isNoted = true
      changed.push(of)
    }
    return of
  }

  const emit = (
    index: number,
    { key, state, revision }: KeyState,
    record: DecodedRecord,
    time: number,
    event: SourceEvent,
  ) => {
    const output = program.outputs[index]!
    try {
      const made = output.make(state, record, key, revision, time)
      if (made === undefined) return
      outputs.emit(index, String(key), made, output.version?.(state, record, key, revision, time))
    } catch (error) {
      outputs.failed(index, String(key), error, positionText(event))
    }
  }

  const stateWith = (codec: RunningCodec): TaskState => ({
    save: () => ({ forgotten: remembered.dropped }),
    get size() {
      return keys.size + remembered.size
    },
    changes() {
      const changes: StateChange[] = gone.map(({ key }) => ({ key: `key ${key}`, bytes: undefined }))
      for (const of of changed) {
        if (of.isFreed) continue
        of.isNoted = false
        of.isStored = true
        changes.push({ key: `key ${of.key}`, bytes: codec.writeKey(of) })
      }
      for (let number = storedFrom; number < Math.min(remembered.dropped, storedTo); number++)
        changes.push({ key: `id ${number}`, bytes: undefined })
      let number = Math.max(remembered.dropped, storedTo)
      for (const { of, ...id } of remembered.from(number)) {
        changes.push({ key: `id ${number}`, bytes: codec.writeId({ number, key: of.key, ...id }) })
        number++
      }
      storedFrom = remembered.dropped
      storedTo = remembered.added
      changed = []
      gone = []
      return changes
    },
    restore(saved, entries) {
      const ids: KeptId[] = []
      const kept: KeptKey[] = []
      for (const { key, bytes } of entries) {
        if (key.startsWith('id ')) ids.push(codec.readId(bytes))
        else kept.push(codec.readKey(bytes))
      }
      for (const known of kept.sort((a, b) => a.last - b.last)) {
        const of: KeyState = { ...newKey(known.key), ...known, isNoted: false, isStored: true }
        keys.set(of.key, of)
        if (ttl !== undefined) freeAt = Math.min(freeAt, of.last + ttl)
      }
      remembered = fifo(Number(saved.forgotten))
      for (const { number, key, ...id } of ids.sort((a, b) => a.number - b.number)) {
        const of = keys.get(key)!
        of.seen[id.input] = withSeen(of.seen[id.input], id.id)
        remembered.add({ of, ...id })
      }
      storedFrom = remembered.dropped
      storedTo = remembered.added
    },
  })

  return {
    state: codec && stateWith(codec),
    get held() {
      return { keys: keys.size, ids: remembered.size }
    },
    get wakeAt() {
      const firstId = remembered.first()
      const forgets = firstId === undefined ? Number.POSITIVE_INFINITY : firstId.since + remember
      return Math.min(forgets, freeAt)
    },
    wake(clock) {
      now = clock
      forget()
      freeKeys()
    },
    heard(_, clock) {
      now = clock
    },
    take(input, record, event) {
      const of = update(input, record)
      if (of === undefined) return 'duplicate'
      const time = record[inputs[input]!.timeField] as number
      for (const index of inputs[input]!.outputs) emit(index, of, record, time, event)
      return 'taken'
    },
    finish() {},
  }
}
