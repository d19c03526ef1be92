import type { OutRecord } from '../../pipelines/live/ports.ts'
import { SEND_BYTES } from './connection.ts'

/** Room for a record's headers, offsets and lengths. */
const OVERHEAD = 128

/** Cuts records into requests, in their order, so that no partition gets more than a batch may hold. */
export function* sendChunks(records: readonly OutRecord[]): Generator<readonly OutRecord[]> {
  const bytes = new Map<string, number>()
  let begin = 0
  for (let i = 0; i < records.length; i++) {
    const { topic, partition, key, value } = records[i]!
    const name = `${topic} ${partition}`
    const size = lengthOf(key) + lengthOf(value) + OVERHEAD
    const sum = (bytes.get(name) ?? 0) + size
    if (sum > SEND_BYTES && i > begin) {
      yield records.slice(begin, i)
      begin = i
      bytes.clear()
      bytes.set(name, size)
    } else bytes.set(name, sum)
  }
  if (begin < records.length) yield begin === 0 ? records : records.slice(begin)
}

/** Of text at most: a character has up to three bytes in UTF-8. */
const lengthOf = (part: string | Uint8Array | null): number =>
  part === null ? 0 : typeof part === 'string' ? part.length * 3 : part.length
