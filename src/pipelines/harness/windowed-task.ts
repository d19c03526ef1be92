import { formatTimestamp } from '../../contracts/codec/timestamp.ts'
import type { DecodedRecord } from '../../contracts/codec/value.ts'
import { compareCodePoints } from '../../kernel/code-points.ts'
import type { TumblingWindow } from '../job/ir.ts'
import type { WindowedJob } from '../job/resolved.ts'
import type { StateChange } from '../ports.ts'
import { isSeen, type SeenIds, withSeen } from './seen-ids.ts'
import type { NewTask, Task, TaskOutputs, TaskState, Verdict } from './task.ts'
import { taskWatermark } from './watermark.ts'
import type { WindowCodec } from './window-codec.ts'
import type { KeptRecord, OutputProgram, WindowProgram, WindowState } from './window-program.ts'

/** What a task needs to know of one input. */
interface TaskInput {
  readonly keyField: string
  readonly timeField: string
  readonly idField: string | undefined
  /** Whether outputs are made for each record, so that records must be kept. */
  readonly kept: boolean
}

interface OpenWindow {
  /** Milliseconds. */
  readonly end: number
  readonly key: unknown
  readonly state: WindowState
  /** By input. */
  readonly seen: SeenIds[]
  kept: KeptRecord[] | undefined
  /** Whether a checkpoint would find it as it was; always true where nothing is kept, so that nothing is gathered. */
  isNoted: boolean
  /** Whether the last checkpoint has it. */
  isStored: boolean
  isClosed: boolean
}

/** Tasks of a windowed job: each has its watermark and its open windows, which close when the watermark has passed them. With a codec their state can be kept. */
export function windowedTasks(job: WindowedJob, program: WindowProgram, codec?: WindowCodec): NewTask {
  const inputs = job.inputs.map((input, index) => ({
    keyField: job.ir.keyBy,
    timeField: input.eventTime,
    idField: input.eventId,
    kept: program.perRecord[index]!.length > 0,
  }))
  return (start, outputs) => windowedTask(program, inputs, job.ir.window, start, outputs, codec)
}

function windowedTask(
  program: WindowProgram,
  inputs: readonly TaskInput[],
  window: TumblingWindow,
  start: number,
  outputs: TaskOutputs,
  codec: WindowCodec | undefined,
): Task {
  const watermark = taskWatermark(inputs.length, window.outOfOrderness, window.idle, start)
  const open = new Map<number, Map<unknown, OpenWindow>>()
  /** Ends of open windows, ascending. */
  const ends: number[] = []
  /** Since the last checkpoint: windows that took a record, and stored ones that closed. */
  let changed: OpenWindow[] = []
  let gone: OpenWindow[] = []

  const attach = (window: OpenWindow): void => {
    const { end, key } = window
    let byKey = open.get(end)
    if (byKey === undefined) {
      byKey = new Map()
      open.set(end, byKey)
      ends.push(end)
      ends.sort(ascending)
    }
    byKey.set(key, window)
  }

  const closeOldest = (): void => {
    const end = ends.shift()!
    const byKey = open.get(end)!
    open.delete(end)
    for (const [key, closing] of [...byKey].sort(byKeyOrder)) {
      closing.isClosed = true
      if (closing.isStored) gone.push(closing)
      fire(key, closing.state, closing.kept, (end - window.size) * 1000, end * 1000)
    }
  }

  const fire = (key: unknown, state: WindowState, kept: KeptRecord[] | undefined, from: number, to: number): void => {
    const make = (output: OutputProgram, record: DecodedRecord | undefined): void => {
      try {
        const made = output.make(state, record, key, from, to)
        if (made !== undefined)
          outputs.emit(output.index, String(key), made, output.version?.(state, record, key, from, to))
      } catch (error) {
        const of = `the window ${formatTimestamp(from)} to ${formatTimestamp(to)}`
        outputs.failed(output.index, String(key), error, of)
      }
    }
    outputs.windowClosed()
    for (const output of program.perWindow) make(output, undefined)
    if (kept === undefined) return
    if (kept.length > 1) kept.sort(byTimeAndId)
    for (const { input, record } of kept) for (const output of program.perRecord[input]!) make(output, record)
  }

  const closePassed = (): void => {
    while (ends.length > 0 && ends[0]! - 1 <= watermark.value) closeOldest()
  }

  const add = (input: number, record: DecodedRecord, time: number, end: number, offset: number): Verdict => {
    const { keyField, idField, kept } = inputs[input]!
    const key = record[keyField]
    const known = open.get(end)?.get(key)
    const into: OpenWindow = known ?? {
      end,
      key,
      state: program.newWindow(),
      seen: new Array(inputs.length).fill(undefined),
      kept: undefined,
      isNoted: codec === undefined,
      isStored: false,
      isClosed: false,
    }
    const id = idField === undefined ? '' : String(record[idField])
    if (idField !== undefined && isSeen(into.seen[input], id)) return 'duplicate'
    program.update[input]!(into.state, record)
    if (idField !== undefined) into.seen[input] = withSeen(into.seen[input], id)
    if (kept) {
      into.kept ??= []
      into.kept.push({ input, record, time, id, offset })
    }
    // Attached only now: a record whose update overflowed must not leave an empty window behind.
    if (known === undefined) attach(into)
    if (!into.isNoted) {
      into.isNoted = true
      changed.push(into)
    }
    return 'taken'
  }

  const stateWith = (codec: WindowCodec): TaskState => ({
    save: watermark.save,
    changes() {
      const changes: StateChange[] = gone.map((window) => ({ key: nameOf(window), bytes: undefined }))
      for (const window of changed) {
        if (window.isClosed) continue
        window.isNoted = false
        window.isStored = true
        changes.push({ key: nameOf(window), bytes: codec.write(window) })
      }
      changed = []
      gone = []
      return changes
    },
    restore(saved, entries) {
      watermark.restore(saved)
      for (const { bytes } of entries) attach({ ...codec.read(bytes), isNoted: false, isStored: true, isClosed: false })
    },
  })

  return {
    state: codec && stateWith(codec),
    get wakeAt() {
      return watermark.nextIdleAt
    },
    wake(clock) {
      if (watermark.advanceClock(clock)) closePassed()
    },
    heard: watermark.heard,
    take(input, record, event) {
      const time = record[inputs[input]!.timeField] as number
      const millis = Math.floor(time / 1000)
      const end = (Math.floor(millis / window.size) + 1) * window.size
      const late = end - 1 <= watermark.value
      if (late) outputs.late(input, record, event, { start: end - window.size, end, watermark: watermark.value })
      const verdict = late ? 'late' : add(input, record, time, end, event.offset)
      if (watermark.observe(input, millis)) closePassed()
      return verdict
    },
    finish() {
      while (ends.length > 0) closeOldest()
    },
  }
}

const ascending = (a: number, b: number): number => a - b

type KeyedEntry = readonly [key: unknown, window: OpenWindow]

/** Keys of one job have one type: strings by code point, numbers and bigints by value. */
function byKeyOrder([a]: KeyedEntry, [b]: KeyedEntry): number {
  if (typeof a === 'string' && typeof b === 'string') return compareCodePoints(a, b)
  return (a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0
}

const byTimeAndId = (a: KeptRecord, b: KeptRecord): number =>
  a.time - b.time || compareCodePoints(a.id, b.id) || a.input - b.input || a.offset - b.offset

/** Of one task: keys of a job have one type. */
const nameOf = ({ end, key }: OpenWindow): string => `${end} ${key}`
