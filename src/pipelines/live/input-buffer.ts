import type { LogRecord, RecordBatch } from './ports.ts'

/** How much of one input waits in memory: above the first it is not fetched any more, below the second it is again. Bytes. */
export interface BufferLimits {
  readonly full: number
  readonly low: number
}

export const BUFFER_LIMITS: BufferLimits = { full: 2_097_152, low: 1_048_576 }

/** The records of one input partition between fetch and task, in the order of the log, each once. */
export interface InputBuffer {
  add(batch: RecordBatch): void
  first(): LogRecord | undefined
  drop(): void
  /** Position of the next record to take; behind everything that is known to hold no record. */
  readonly position: number
  /** The log is known to hold records that have not come yet. */
  readonly isAwaiting: boolean
  readonly bytes: number
  /** How far the log is known to reach. */
  readonly end: number
}

/** `limit`: records from there on are not taken. */
export function inputBuffer(from: number, knownEnd: number, limit = Number.POSITIVE_INFINITY): InputBuffer {
  const batches: RecordBatch[] = []
  let index = 0
  let bytes = 0
  let end = Math.min(knownEnd, limit)
  /** Of what was fetched. */
  let fetched = from
  let position = from

  const skipEmpty = (): void => {
    while (batches.length > 0 && index >= batches[0]!.records.length) {
      const done = batches.shift()!
      bytes -= done.bytes
      index = 0
    }
    if (batches.length === 0) position = Math.max(position, fetched)
  }

  return {
    add(batch) {
      end = Math.max(end, Math.min(batch.end, limit))
      // From before the task began to read here: what lies between would be lost.
      if (batch.from > fetched) return
      const isWanted = ({ offset }: LogRecord): boolean => offset >= fetched && offset < limit
      // In the order of the log: when its ends are wanted, all of it is.
      const isWhole = batch.records.length > 0 && isWanted(batch.records[0]!) && isWanted(batch.records.at(-1)!)
      const records = isWhole ? batch.records : batch.records.filter(isWanted)
      fetched = Math.min(Math.max(fetched, batch.next), limit)
      if (records.length > 0) {
        batches.push(records.length === batch.records.length ? batch : { ...batch, records })
        bytes += batch.bytes
      }
      skipEmpty()
    },
    first: () => batches[0]?.records[index],
    drop() {
      position = batches[0]!.records[index]!.offset + 1
      index++
      skipEmpty()
    },
    get position() {
      return position
    },
    get isAwaiting() {
      return batches.length === 0 && position < end
    },
    get bytes() {
      return bytes
    },
    get end() {
      return end
    },
  }
}
