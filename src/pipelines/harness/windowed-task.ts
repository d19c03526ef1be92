import { formatTimestamp } from '../../contracts/codec/timestamp.ts'
import type { DecodedRecord, Value } from '../../contracts/codec/value.ts'
import { compareCodePoints } from '../../kernel/code-points.ts'
import type { TumblingWindow } from '../job/ir.ts'
import type { WindowedJob } from '../job/resolved.ts'
import type { StateChange } from '../ports.ts'
import { fieldReader } from './field-reader.ts'
import { isSeen, type SeenIds, withSeen } from './seen-ids.ts'
import type { NewTask, Task, TaskOutputs, TaskState, Verdict } from './task.ts'
import { taskWatermark } from './watermark.ts'
import type { WindowCodec } from './window-codec.ts'
import type { KeptRecord, OutputProgram, WindowProgram, WindowState } from './window-program.ts'

/** What a task needs to know of one input. */
interface TaskInput {
  readonly keyOf: (record: DecodedRecord) => Value
  readonly timeOf: (record: DecodedRecord) => Value
  readonly idOf: ((record: DecodedRecord) => Value) | undefined
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
  /** Its place in the list of windows that took a record since the last checkpoint; −1 when it is not there. */
  noted: number
  /** Whether the last checkpoint has it. */
  isStored: boolean
}

/** The open windows of one end. */
interface OpenEnd {
  /** Milliseconds. */
  readonly end: number
  readonly byKey: Map<unknown, OpenWindow>
}

/** Tasks of a windowed job: each has its watermark and its open windows, which close when the watermark has passed them. With a codec their state can be kept. */
export function windowedTasks(job: WindowedJob, program: WindowProgram, codec?: WindowCodec): NewTask {
  const inputs = job.inputs.map((input, index) => ({
    keyOf: fieldReader(job.ir.keyBy),
    timeOf: fieldReader(input.eventTime),
    idOf: input.eventId === undefined ? undefined : fieldReader(input.eventId),
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
  const { size } = window
  const watermark = taskWatermark(inputs.length, window.outOfOrderness, window.idle, start)
  /** Ascending; there are few, mostly two or three. */
  const open: OpenEnd[] = []
  /** Of the last record: most others end with it. */
  let last: OpenEnd | undefined
  /** Since the last checkpoint: open windows that took a record, and names of stored ones that closed. */
  let changed: OpenWindow[] = []
  let gone: string[] = []

  const openEnd = (end: number): OpenEnd | undefined => {
    if (last?.end !== end) last = open.find((one) => one.end === end)
    return last
  }

  const attach = (window: OpenWindow): void => {
    const { end, key } = window
    let into = openEnd(end)
    if (into === undefined) {
      into = { end, byKey: new Map() }
      last = into
      open.push(into)
      open.sort(byEnd)
    }
    into.byKey.set(key, window)
  }

  const closeOldest = (): void => {
    const { end, byKey } = open.shift()!
    last = undefined
    const closing = [...byKey.values()]
    if (closing.length > 1) closing.sort(byKeyOrder)
    for (const window of closing) {
      fire(window, (end - size) * 1000, end * 1000)
      if (window.isStored) gone.push(nameOf(window))
      forget(window)
    }
  }

  const note = (window: OpenWindow): void => {
    window.noted = changed.length
    changed.push(window)
  }

  /** At once: what is closed and still held at the next checkpoint would cost the garbage collector more than all else. */
  const forget = ({ noted }: OpenWindow): void => {
    if (noted === -1) return
    const last = changed.pop()!
    if (noted === changed.length) return
    changed[noted] = last
    last.noted = noted
  }

  const fire = (window: OpenWindow, from: number, to: number): void => {
    const { kept } = window
    outputs.windowClosed()
    for (const output of program.perWindow) make(output, window, undefined, from, to)
    if (kept === undefined) return
    if (!isInOrder(kept)) kept.sort(byTimeAndId)
    for (const { input, record } of kept)
      for (const output of program.perRecord[input]!) make(output, window, record, from, to)
  }

  const make = (
    output: OutputProgram,
    { key, state }: OpenWindow,
    record: DecodedRecord | undefined,
    from: number,
    to: number,
  ): void => {
    try {
      const made = output.make(state, record, key, from, to)
      if (made !== undefined)
        outputs.emit(output.index, textOf(key), made, output.version?.(state, record, key, from, to))
    } catch (error) {
      const of = `the window ${formatTimestamp(from)} to ${formatTimestamp(to)}`
      outputs.failed(output.index, textOf(key), error, of)
    }
  }

  const closePassed = (): void => {
    while (open.length > 0 && open[0]!.end - 1 <= watermark.value) closeOldest()
  }

  const add = (input: number, record: DecodedRecord, time: number, end: number, offset: number): Verdict => {
    const { keyOf, idOf, kept } = inputs[input]!
    const key = keyOf(record)
    const known = openEnd(end)?.byKey.get(key)
    const into: OpenWindow = known ?? {
      end,
      key,
      state: program.newWindow(),
      seen: inputs.map(nothingSeen),
      kept: undefined,
      noted: -1,
      isStored: false,
    }
    const id = idOf === undefined ? '' : textOf(idOf(record))
    if (idOf !== undefined && isSeen(into.seen[input], id)) return 'duplicate'
    program.update[input]!(into.state, record)
    if (idOf !== undefined) into.seen[input] = withSeen(into.seen[input], id)
    if (kept) {
      into.kept ??= []
      into.kept.push({ input, record, time, id, offset })
    }
    // Attached only now: a record whose update overflowed must not leave an empty window behind.
    if (known === undefined) attach(into)
    if (into.noted === -1 && codec !== undefined) note(into)
    return 'taken'
  }

  const stateWith = (codec: WindowCodec): TaskState => ({
    save: watermark.save,
    get size() {
      return open.reduce((sum, { byKey }) => sum + byKey.size, 0)
    },
    changes() {
      const changes: StateChange[] = gone.map((key) => ({ key, bytes: undefined }))
      for (const window of changed) {
        window.noted = -1
        window.isStored = true
        changes.push({ key: nameOf(window), bytes: codec.write(window) })
      }
      changed = []
      gone = []
      return changes
    },
    restore(saved, entries) {
      watermark.restore(saved)
      for (const { bytes } of entries) attach({ ...codec.read(bytes), noted: -1, isStored: true })
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
      const time = inputs[input]!.timeOf(record) as number
      const millis = Math.floor(time / 1000)
      const end = (Math.floor(millis / size) + 1) * size
      const late = end - 1 <= watermark.value
      if (late) outputs.late(input, record, event, { start: end - size, end, watermark: watermark.value })
      const verdict = late ? 'late' : add(input, record, time, end, event.offset)
      if (watermark.observe(input, millis)) closePassed()
      return verdict
    },
    finish() {
      while (open.length > 0) closeOldest()
    },
  }
}

const byEnd = (a: OpenEnd, b: OpenEnd): number => a.end - b.end

const nothingSeen = (): SeenIds => undefined

/** Most keys and ids are text already. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : String(value))

/** Keys of one job have one type: strings by code point, numbers and bigints by value. */
function byKeyOrder({ key: a }: OpenWindow, { key: b }: OpenWindow): number {
  if (typeof a === 'string' && typeof b === 'string') return compareCodePoints(a, b)
  return (a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0
}

/** Most records come in order. */
function isInOrder(kept: readonly KeptRecord[]): boolean {
  for (let i = 1; i < kept.length; i++) if (byTimeAndId(kept[i - 1]!, kept[i]!) > 0) return false
  return true
}

const byTimeAndId = (a: KeptRecord, b: KeptRecord): number =>
  a.time - b.time || compareCodePoints(a.id, b.id) || a.input - b.input || a.offset - b.offset

/** Of one task: keys of a job have one type. */
const nameOf = ({ end, key }: Pick<OpenWindow, 'end' | 'key'>): string => `${end} ${key}`
