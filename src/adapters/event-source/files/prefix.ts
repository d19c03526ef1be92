import { crc32 } from 'node:zlib'
import { DqError } from '../../../kernel/errors.ts'

/** A place in the bytes of a file (after unpacking), and the CRC-32 of all before it: enough to notice an edit, not a forgery. */
export interface Prefix {
  readonly at: number
  readonly crc: number
}

/** The bytes from the place on, once those before it have been found as they were. @throws DqError when they were not. */
export async function* afterPrefix(
  path: string,
  chunks: AsyncIterable<Buffer>,
  { at, crc }: Prefix,
): AsyncGenerator<Buffer> {
  let seen = 0
  let found = 0
  let checked = at === 0
  for await (const chunk of chunks) {
    if (checked) {
      yield chunk
      continue
    }
    const own = chunk.subarray(0, at - seen)
    found = crc32(own, found)
    seen += own.length
    if (seen < at) continue
    if (found !== crc) throw changed(path)
    checked = true
    if (own.length < chunk.length) yield chunk.subarray(own.length)
  }
  if (!checked) throw changed(path)
}

/** The input is not what it was. */
export const changed = (path: string): DqError =>
  new DqError('the file has changed since the checkpoint: what was read of it is no longer there as it was', {
    hint: 'bring the file back as it was, or begin again with --fresh',
    at: { file: path },
  })
