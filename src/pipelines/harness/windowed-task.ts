import type { DecodedRecord } from '../../contracts/codec/value.ts'
import { compareCodePoints } from '../../kernel/code-points.ts'
import type { TumblingWindow } from '../job/ir.ts'
import { type TaskWatermark, taskWatermark } from './watermark.ts'
import type { KeptRecord, OutputProgram, WindowProgram, WindowState } from './window-program.ts'

/** What a task needs to know of one input. */
export interface TaskInput {
  readonly keyField: string
  readonly timeField: string
  readonly idField: string | undefined
  /** Whether outputs are made for each record, so that records must be kept. */
  readonly kept: boolean
}

/** Where a closed window's outputs go. */
export interface WindowOutputs {
  /** `source` is the record an output was made for. */
  emit(output: OutputProgram, key: string, made: DecodedRecord, version: bigint | undefined): void
  /** An output that could not be made or does not fit its contract. */
  failed(output: OutputProgram, key: string, error: unknown, start: number, end: number): void
  closed(): void
}

export type Verdict = 'taken' | 'late' | 'duplicate'

interface OpenWindow {
  readonly state: WindowState
  /** Event ids seen, by input: most windows hold one event of an input, so the first is not put into a set. */
  readonly seen: (string | Set<string> | undefined)[]
  kept: KeptRecord[] | undefined
}

/** One task: partition p of every input of a job, with its watermark and open windows. All public times are milliseconds. */
export interface WindowedTask {
  readonly watermark: TaskWatermark
  /** The window (its end) that a record of that event time falls into. */
  windowEnd(timeMillis: number): number
  take(input: number, record: DecodedRecord, offset: number): Verdict
  /** Closes the windows that the watermark has passed. */
  closePassed(): void
  /** The input has ended: closes all that is open. */
  closeAll(): void
}

export function windowedTask(
  program: WindowProgram,
  inputs: readonly TaskInput[],
  window: TumblingWindow,
  start: number,
  outputs: WindowOutputs,
): WindowedTask {
  const watermark = taskWatermark(inputs.length, window.outOfOrderness, window.idle, start)
  const open = new Map<number, Map<unknown, OpenWindow>>()
  /** Ends of open windows, ascending. */
  const ends: number[] = []
  const windowEnd = (timeMillis: number): number => (Math.floor(timeMillis / window.size) + 1) * window.size

  const attach = (end: number, key: unknown, window: OpenWindow): void => {
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
    for (const [key, { state, kept }] of [...byKey].sort(byKeyOrder)) {
      fire(key, state, kept, (end - window.size) * 1000, end * 1000)
    }
  }

  const fire = (key: unknown, state: WindowState, kept: KeptRecord[] | undefined, from: number, to: number): void => {
    const make = (output: OutputProgram, record: DecodedRecord | undefined): void => {
      try {
        const made = output.make(state, record, key, from, to)
        if (made !== undefined) outputs.emit(output, String(key), made, output.version?.(state, key, from, to))
      } catch (error) {
        outputs.failed(output, String(key), error, from, to)
      }
    }
    outputs.closed()
    for (const output of program.perWindow) make(output, undefined)
    if (kept === undefined) return
    if (kept.length > 1) kept.sort(byTimeAndId)
    for (const { input, record } of kept) for (const output of program.perRecord[input]!) make(output, record)
  }

  return {
    watermark,
    windowEnd,
    take(input, record, offset) {
      const { keyField, timeField, idField, kept } = inputs[input]!
      const time = record[timeField] as number
      const end = windowEnd(Math.floor(time / 1000))
      if (end - 1 <= watermark.value) return 'late'
      const key = record[keyField]
      const known = open.get(end)?.get(key)
      const into = known ?? {
        state: program.newWindow(),
        seen: new Array(inputs.length).fill(undefined),
        kept: undefined,
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
      if (known === undefined) attach(end, key, into)
      return 'taken'
    },
    closePassed() {
      while (ends.length > 0 && ends[0]! - 1 <= watermark.value) closeOldest()
    },
    closeAll() {
      while (ends.length > 0) closeOldest()
    },
  }
}

const isSeen = (seen: string | Set<string> | undefined, id: string): boolean =>
  typeof seen === 'string' ? seen === id : seen?.has(id) === true

function withSeen(seen: string | Set<string> | undefined, id: string): string | Set<string> {
  if (seen === undefined) return id
  if (typeof seen === 'string') return new Set([seen, id])
  return seen.add(id)
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
