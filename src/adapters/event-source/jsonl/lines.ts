import { isAscii, isUtf8 } from 'node:buffer'
import { crc32 } from 'node:zlib'
import type { Prefix } from '../files/prefix.ts'

/** One line that is not blank, without its line end. */
export interface Line {
  /** 1-based. */
  readonly number: number
  readonly text: string
  /** Where the next line begins: bytes from the start of the file. */
  readonly end: number
  /** Why it cannot be read, before any look at its JSON. */
  readonly unreadable?: string
  /** Its bytes, where `text` does not give them back: it is not UTF-8, or too long and so cut. */
  readonly bytes?: Uint8Array
  /** The last line, and no newline ends it. */
  readonly isUnterminated?: true
}

/** Longer lines are unreadable, and only their first bytes are kept: memory stays bounded. */
const MAX_LINE_BYTES = 16 * 1024 * 1024
const KEPT_OF_LONG_LINES = 1024

/** Lines that end in one chunk. */
export interface LineBlock {
  readonly lines: readonly Line[]
  /** The place after the first `n` lines (blank ones before it included). */
  after(n: number): LinePlace
}

/** `number` is that of the last line before the place. */
export interface LinePlace extends Prefix {
  readonly number: number
}

const START: LinePlace = { at: 0, crc: 0, number: 0 }

/** Splits chunks, which begin at `from`, into lines. LF and CRLF end a line; blank lines and a byte order mark at the start of the file are passed over. */
export async function* readLines(
  chunks: AsyncIterable<Buffer>,
  limit = MAX_LINE_BYTES,
  from: LinePlace = START,
): AsyncGenerator<LineBlock> {
  let { number } = from
  /** Of the chunk at hand. */
  let start = from.at
  let crc = from.crc
  /** Where the last whole line ended. */
  let place = from
  let held: Buffer[] = []
  let heldBytes = 0

  const hold = (part: Buffer): void => {
    // Once a line is too long only its length matters, beyond what is shown of it.
    if (heldBytes <= limit) held.push(part)
    heldBytes += part.length
    if (heldBytes > limit) held = [Buffer.from(Buffer.concat(held).subarray(0, KEPT_OF_LONG_LINES))]
  }
  const release = (end: number): Line | undefined => {
    const bytes = held.length === 1 ? held[0]! : Buffer.concat(held)
    const line = heldBytes > limit ? tooLong(bytes, heldBytes, ++number, end, limit) : toLine(bytes, ++number, end)
    held = []
    heldBytes = 0
    return line
  }

  for await (const chunk of chunks) {
    const first = chunk.indexOf(LF)
    if (first === -1) {
      hold(chunk)
      start += chunk.length
      crc = crc32(chunk, crc)
      continue
    }
    hold(chunk.subarray(0, first))
    const lines: Line[] = []
    const line = release(start + first + 1)
    if (line !== undefined) lines.push(line)
    const last = chunk.lastIndexOf(LF)
    number = splitLines(chunk.subarray(first + 1, last + 1), number, start + first + 1, limit, lines)
    // Copied, so that the chunk itself can be freed.
    if (last + 1 < chunk.length) hold(Buffer.from(chunk.subarray(last + 1)))
    const block = blockOf(lines, place, { bytes: chunk, start, crc })
    place = { at: start + last + 1, crc: crc32(chunk.subarray(0, last + 1), crc), number }
    start += chunk.length
    crc = crc32(chunk.subarray(last + 1), place.crc)
    yield block
  }
  if (heldBytes > 0) {
    const line = release(start)
    const end = { bytes: Buffer.alloc(0), start, crc }
    if (line !== undefined) yield blockOf([{ ...line, isUnterminated: true }], place, end)
  }
}

/** `chunk.crc` is of all before the chunk, in which every line of the block ends. */
const blockOf = (
  lines: readonly Line[],
  before: LinePlace,
  chunk: { readonly bytes: Buffer; readonly start: number; readonly crc: number },
): LineBlock => ({
  lines,
  after(n) {
    const last = lines[n - 1]
    if (last === undefined) return before
    const crc = crc32(chunk.bytes.subarray(0, last.end - chunk.start), chunk.crc)
    return { at: last.end, crc, number: last.number }
  },
})

/** Splits a block that ends with a newline; whether it is ASCII or UTF-8 is asked once for all of it. Returns the last line's number. */
function splitLines(block: Buffer, before: number, at: number, limit: number, lines: Line[]): number {
  let number = before
  // As one text, of which each line is a part: to make texts one by one costs more than all else here.
  const ascii = isAscii(block) ? block.toString('latin1') : undefined
  const isText = ascii !== undefined || isUtf8(block)
  for (let start = 0; start < block.length; ) {
    const end = ascii === undefined ? block.indexOf(LF, start) : ascii.indexOf('\n', start)
    number++
    if (end - start > limit) {
      lines.push(tooLong(block.subarray(start, end), end - start, number, at + end + 1, limit))
    } else if (!isText) {
      const line = toLine(block.subarray(start, end), number, at + end + 1)
      if (line !== undefined) lines.push(line)
    } else {
      const last = end > start && block[end - 1] === CR ? end - 1 : end
      const text = ascii === undefined ? block.toString('utf8', start, last) : ascii.slice(start, last)
      if (!isBlank(text)) lines.push({ number, text, end: at + end + 1 })
    }
    start = end + 1
  }
  return number
}

function toLine(bytes: Buffer, number: number, end: number): Line | undefined {
  const start = number === 1 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  const own = bytes.subarray(start, bytes.at(-1) === CR ? bytes.length - 1 : bytes.length)
  const text = own.toString('utf8')
  if (!isUtf8(own)) return { number, text, end, unreadable: 'the line is not valid UTF-8', bytes: Buffer.from(own) }
  return isBlank(text) ? undefined : { number, text, end }
}

const tooLong = (kept: Buffer, length: number, number: number, end: number, limit: number): Line => {
  const bytes = Buffer.from(kept.subarray(0, KEPT_OF_LONG_LINES))
  const unreadable = `the line has ${length} bytes, more than the ${limit} that are read: only the first ${bytes.length} are kept`
  return { number, text: bytes.toString('utf8'), end, unreadable, bytes }
}

const isBlank = (text: string): boolean => text.length === 0 || (text.charCodeAt(0) <= 32 && text.trim() === '')

const LF = 10
const CR = 13
