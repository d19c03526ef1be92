import type { ContractSettings } from './model.ts'
import { crc32 } from './partitioner/crc32.ts'
import { murmur2 } from './partitioner/murmur2.ts'

/**
 * The partition of a keyed record: what producers of that partitioner choose, so that our records meet theirs.
 * - `murmur2` (Java, the default) and `murmur2_random` (librdkafka): murmur2 with the sign bit cleared, modulo; they differ for records without a key only
 * - `crc32` (librdkafka's `consistent`): the unsigned checksum, modulo
 */
export function partitionFor(
  key: string,
  partitions: number,
  partitioner: ContractSettings['partitioner'] = 'murmur2',
): number {
  if (key === lastKey && partitioner === lastPartitioner) return lastHash % partitions
  const length = intoScratch(key)
  const bytes = length === -1 ? UTF8.encode(key) : scratch
  const size = length === -1 ? bytes.length : length
  const hash = partitioner === 'crc32' ? crc32(bytes, size) : murmur2(bytes, size) & 0x7fff_ffff
  lastKey = key
  lastPartitioner = partitioner
  lastHash = hash
  return hash % partitions
}

// What a window or a task writes often goes under one key.
let lastKey: string | undefined
let lastPartitioner: ContractSettings['partitioner']
let lastHash = 0

const UTF8 = new TextEncoder()
const scratch = new Uint8Array(256)

/** The length of a short ASCII key, whose bytes then stand in `scratch`; −1 for any other. */
function intoScratch(key: string): number {
  const length = key.length
  if (length > scratch.length) return -1
  for (let i = 0; i < length; i++) {
    const code = key.charCodeAt(i)
    if (code > 0x7f) return -1
    scratch[i] = code
  }
  return length
}
