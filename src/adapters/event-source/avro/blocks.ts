import { crc32 } from 'node:zlib'
import { type ContainerHeader, readHeader, SYNC_BYTES } from '../../../contracts/codec/avro/container.ts'
import { AvroReader } from '../../../contracts/codec/avro/reader.ts'
import { DqError } from '../../../kernel/errors.ts'

/** A block of a container file as it lies there, or bytes between two sync markers that are none. */
export interface RawBlock {
  /** Where it begins, and the CRC-32 of all before it. */
  readonly at: number
  readonly crc: number
  /** CRC-32 of the block itself, made when it is asked for. */
  readonly own: () => number
  readonly count: number
  /** Packed by the file's codec. */
  readonly data: Buffer
  readonly damage?: string
}

/** Of one block, packed: bigger ones are taken for damage. */
const MAX_BLOCK_BYTES = 64 * 1024 * 1024
const MAX_HEADER_BYTES = 16 * 1024 * 1024
/** Of damaged bytes, so many are kept. */
const KEPT_OF_DAMAGE = 64 * 1024
/** Of two varints. */
const MAX_BLOCK_START = 20

/** Splits the bytes of a container file; the header comes first. A damaged block costs what lies before the next sync marker, no more. */
export async function* readBlocks(
  path: string,
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<ContainerHeader | RawBlock> {
  const source = chunks[Symbol.asyncIterator]()
  let held: Buffer = Buffer.alloc(0)
  let at = 0
  let crc = 0

  /** Whether there are so many bytes. */
  const need = async (size: number): Promise<boolean> => {
    if (held.length >= size) return true
    const parts = [held]
    let length = held.length
    while (length < size) {
      const next = await source.next()
      if (next.done) break
      parts.push(next.value)
      length += next.value.length
    }
    held = Buffer.concat(parts)
    return length >= size
  }
  const take = (size: number): Buffer => {
    const taken = held.subarray(0, size)
    held = held.subarray(size)
    at += size
    return taken
  }

  const header = await headerOf(path, need, () => held)
  crc = crc32(take(header.length), crc)
  yield header

  const block = async (): Promise<RawBlock | string> => {
    await need(MAX_BLOCK_START)
    const reader = new AvroReader()
    reader.reset(held, 0, held.length)
    const [count, size] = [reader.safe(), reader.safe()]
    if (reader.at > held.length) return CUT
    if (!(count >= 0 && size >= 0 && size <= MAX_BLOCK_BYTES)) return 'its count or size cannot be'
    const from = reader.at
    if (!(await need(from + size + SYNC_BYTES))) return CUT
    const sync = held.subarray(from + size, from + size + SYNC_BYTES)
    if (!sync.equals(header.sync)) return 'the marker at its end is another'
    const start = { at, crc }
    const raw = take(from + size + SYNC_BYTES)
    crc = crc32(raw, crc)
    return { ...start, own: () => crc32(raw), count, data: raw.subarray(from, from + size) }
  }
  /** Everything up to the next marker. */
  const lose = async (damage: string): Promise<RawBlock> => {
    const start = { at, crc }
    const kept: Buffer[] = []
    let own = 0
    const drop = (size: number): void => {
      const part = take(size)
      own = crc32(part, own)
      crc = crc32(part, crc)
      if (kept.reduce((sum, { length }) => sum + length, 0) < KEPT_OF_DAMAGE) kept.push(Buffer.from(part))
    }
    for (;;) {
      const marker = held.indexOf(header.sync)
      if (marker >= 0) {
        drop(marker + SYNC_BYTES)
        break
      }
      // The marker may begin in what is held and end in what follows.
      drop(Math.max(0, held.length - SYNC_BYTES + 1))
      if (await need(held.length + 1)) continue
      drop(held.length)
      break
    }
    return { ...start, own: () => own, count: 0, data: Buffer.concat(kept).subarray(0, KEPT_OF_DAMAGE), damage }
  }

  while (await need(1)) {
    const next = await block()
    yield typeof next === 'string' ? await lose(next) : next
  }
}

const CUT = 'the file ends inside it'

async function headerOf(
  path: string,
  need: (size: number) => Promise<boolean>,
  held: () => Buffer,
): Promise<ContainerHeader> {
  for (let size = 4096; ; size *= 2) {
    const isMore = await need(size)
    const header = readHeader(held())
    if (typeof header === 'object') return header
    if (header !== undefined || !isMore || size > MAX_HEADER_BYTES)
      throw new DqError(`${path} cannot be read: ${header ?? 'its header is not whole'}`, {
        hint: 'the file was probably cut off while it was written or copied',
        at: { file: path },
      })
  }
}
