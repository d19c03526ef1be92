import { DqError } from '../../../kernel/errors.ts'
import type { LogRecord } from '../../../pipelines/live/ports.ts'
import { compressionsAlgorithmsByBitmask } from './library.ts'
import type { AbortedTransactions } from './whole-fetch.ts'
import { RecordCursor, WireRecord } from './wire-record.ts'

/** Bytes of a batch before its length counts, and up to its records. */
const BEFORE_LENGTH = 12
const HEAD = 61
const VERSION = 2

const COMPRESSION = 0x07
const LOG_APPEND_TIME = 0x08
const TRANSACTIONAL = 0x10
const CONTROL = 0x20
/** Type of a control record, behind its version: 0 aborts, 1 commits. */
const ABORT = 0

export interface Committed {
  readonly records: readonly LogRecord[]
  readonly next: number
  readonly bytes: number
}

/**
 * The committed records of a fetched partition from `from` on: as in Kafka's own consumer, a producer is passed over from where
 * an aborted transaction of it begins to the next marker of it. A batch that was cut off is left for the next fetch.
 */
export function committedRecords(bytes: Buffer, abortedThere: AbortedTransactions | null, from: number): Committed {
  const aborted = [...(abortedThere ?? [])].sort((a, b) => Number(a.firstOffset - b.firstOffset))
  const open = new Set<bigint>()
  const records: LogRecord[] = []
  let next = from
  let size = 0
  for (let at = 0, end: number; at + HEAD <= bytes.length; at = end) {
    end = at + BEFORE_LENGTH + bytes.readInt32BE(at + 8)
    if (end > bytes.length) break
    if (bytes[at + 16] !== VERSION) throw tooOld(bytes[at + 16]!)
    const first = Number(bytes.readBigInt64BE(at))
    const attributes = bytes.readInt16BE(at + 21)
    const last = first + bytes.readInt32BE(at + 23)
    const producer = bytes.readBigInt64BE(at + 43)
    while (aborted.length > 0 && aborted[0]!.firstOffset <= last) open.add(aborted.shift()!.producerId)
    next = Math.max(next, last + 1)
    if ((attributes & CONTROL) !== 0) {
      if (isAbort(bytes, at + HEAD)) open.delete(producer)
      continue
    }
    if (last < from || ((attributes & TRANSACTIONAL) !== 0 && open.has(producer))) continue
    const count = bytes.readInt32BE(at + 57)
    addRecords(records, recordsOf(bytes, at + HEAD, end, attributes), count, from, first, {
      first: Number(bytes.readBigInt64BE(at + 27)),
      all: (attributes & LOG_APPEND_TIME) === 0 ? undefined : Number(bytes.readBigInt64BE(at + 35)),
    })
    size += end - at
  }
  return { records, next, bytes: size + records.length * OBJECT_BYTES }
}

/** What a record takes in memory beside the bytes that were fetched. */
const OBJECT_BYTES = 100

function addRecords(
  to: LogRecord[],
  cursor: RecordCursor,
  count: number,
  from: number,
  first: number,
  times: { readonly first: number; readonly all: number | undefined },
): void {
  for (let i = 0; i < count; i++) {
    const length = cursor.varint()
    const end = cursor.at + length
    // Attributes, of which there are none.
    cursor.at++
    const timestamp = times.first + cursor.varint()
    const offset = first + cursor.varint()
    if (offset >= from) to.push(new WireRecord(cursor, offset, times.all ?? timestamp))
    cursor.at = end
  }
}

function recordsOf(bytes: Buffer, at: number, end: number, attributes: number): RecordCursor {
  const codec = attributes & COMPRESSION
  if (codec === 0) return new RecordCursor(bytes, at)
  const algorithm = compressionsAlgorithmsByBitmask[codec as keyof typeof compressionsAlgorithmsByBitmask]
  if (algorithm === undefined) throw new DqError(`records are compressed with codec ${codec}, which nobody knows`)
  return new RecordCursor(algorithm.decompressSync(bytes.subarray(at, end)), 0)
}

function isAbort(bytes: Buffer, at: number): boolean {
  const cursor = new RecordCursor(bytes, at)
  cursor.varint()
  cursor.at++
  cursor.varint()
  cursor.varint()
  const key = cursor.skip()
  return key >= 0 && bytes.readInt16BE(key + 2) === ABORT
}

const tooOld = (version: number): DqError =>
  new DqError(`records stand in batches of version ${version}: only ${VERSION} is read (Kafka 0.11 and newer)`)
