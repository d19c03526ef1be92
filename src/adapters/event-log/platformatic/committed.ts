import type { LogRecord } from '../../../pipelines/live/ports.ts'
import { RECORD_BYTES } from '../connection.ts'
import type { AbortedTransactions } from './aborted.ts'
import type { FetchedPartition } from './client.ts'

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
 * an aborted transaction of it begins to the next marker of it.
 */
export function committedRecords(
  batches: FetchedPartition['records'] | null,
  abortedThere: AbortedTransactions,
  from: number,
): Committed {
  const aborted = [...abortedThere].sort((a, b) => Number(a.firstOffset - b.firstOffset))
  const open = new Set<bigint>()
  const records: LogRecord[] = []
  let next = from
  let bytes = 0
  for (const batch of batches ?? []) {
    const first = Number(batch.firstOffset)
    const last = first + batch.lastOffsetDelta
    while (aborted.length > 0 && aborted[0]!.firstOffset <= last) open.add(aborted.shift()!.producerId)
    next = Math.max(next, last + 1)
    if ((batch.attributes & CONTROL) !== 0) {
      if (batch.records[0]?.key?.readInt16BE(2) === ABORT) open.delete(batch.producerId)
      continue
    }
    if ((batch.attributes & TRANSACTIONAL) !== 0 && open.has(batch.producerId)) continue
    const appended = (batch.attributes & LOG_APPEND_TIME) !== 0 ? Number(batch.maxTimestamp) : undefined
    const firstTimestamp = Number(batch.firstTimestamp)
    for (const { offsetDelta, timestampDelta, key, value, headers } of batch.records) {
      const offset = first + offsetDelta
      if (offset < from) continue
      const timestamp = appended ?? firstTimestamp + Number(timestampDelta)
      bytes += RECORD_BYTES + (key?.length ?? 0) + (value?.length ?? 0)
      records.push(
        headers.length === 0
          ? { offset, timestamp, key, value }
          : { offset, timestamp, key, value, headers: named(headers) },
      )
    }
  }
  return { records, next, bytes }
}

const named = (headers: readonly (readonly [Buffer | null, Buffer | null])[]): NonNullable<LogRecord['headers']> =>
  headers.map(([name, value]) => [name?.toString() ?? '', value ?? new Uint8Array()])
