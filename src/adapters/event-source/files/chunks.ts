import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { DqError } from '../../../kernel/errors.ts'

/** The path that means what comes in through standard input. */
export const STDIN = '-'

const CHUNK_BYTES = 256 * 1024

/** The bytes of a file in chunks, unpacked when they begin as gzip does (several members too); `count` hears of bytes as they lie on disk. */
export async function* readChunks(path: string, count: (bytes: number) => void): AsyncGenerator<Buffer> {
  const { head, chunks: whole } = await peekChunks(counted(path, count), 2)
  if (!(head[0] === 0x1f && head[1] === 0x8b)) return yield* whole
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES })
  pipeline(Readable.from(whole), gunzip, () => {})
  try {
    yield* gunzip
  } catch (cause) {
    if (!isZlibError(cause)) throw cause
    throw new DqError(`${path} is not whole: ${cause.message}`, {
      hint: 'test it with gzip -t; the file was probably cut off while it was written or copied',
      at: { file: path },
      cause,
    })
  }
}

async function* counted(path: string, count: (bytes: number) => void): AsyncGenerator<Buffer> {
  if (path === STDIN || !statSync(path).isFile()) {
    const options = { highWaterMark: CHUNK_BYTES, ...(path === STDIN ? { fd: 0, autoClose: false } : {}) }
    for await (const chunk of createReadStream(path, options)) {
      count(chunk.length)
      yield chunk
    }
    return
  }
  // Read here, not in another thread: nothing else is to be done meanwhile, and to hand it over costs more than a read from the cache.
  const file = openSync(path, 'r')
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES)
      const length = readSync(file, chunk)
      if (length === 0) return
      count(length)
      yield chunk.subarray(0, length)
    }
  } finally {
    closeSync(file)
  }
}

/** At least the first `size` bytes, unless there are fewer (a pipe may give one byte at a time), and all chunks with them. */
export async function peekChunks(
  chunks: AsyncGenerator<Buffer>,
  size: number,
): Promise<{ readonly head: Buffer; readonly chunks: AsyncGenerator<Buffer> }> {
  let head: Buffer = Buffer.alloc(0)
  while (head.length < size) {
    const next = await chunks.next()
    if (next.done) break
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value])
  }
  return { head, chunks: prepend(head, chunks) }
}

async function* prepend(head: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head
  yield* rest
}

const isZlibError = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
