import { isAscii, isUtf8 } from 'node:buffer'

/** One line that is not blank, without its line end. */
export interface Line {
  /** 1-based. */
  readonly number: number
  readonly text: string
  /** Why it cannot be read, before any look at its JSON. */
  readonly unreadable?: string
  /** Its bytes, where `text` does not give them back: it is not UTF-8, or too long and so cut. */
  readonly bytes?: Uint8Array
  /** The last line, and no newline ends it. */
  readonly isUnterminated?: true
}

/** Longer lines are unreadable, and only their first bytes are kept: memory stays bounded. */
export const MAX_LINE_BYTES = 16 * 1024 * 1024
const KEPT_OF_LONG_LINES = 1024

/** Splits chunks into lines, an array for each chunk. LF and CRLF end a line; blank lines and a byte order mark at the start are passed over. */
export async function* readLines(chunks: AsyncIterable<Buffer>, limit = MAX_LINE_BYTES): AsyncGenerator<Line[]> {
  let number = 0
  let held: Buffer[] = []
  let heldBytes = 0

  const hold = (part: Buffer): void => {
    // Once a line is too long only its length matters, beyond what is shown of it.
    if (heldBytes <= limit) held.push(part)
    heldBytes += part.length
    if (heldBytes > limit) held = [Buffer.from(Buffer.concat(held).subarray(0, KEPT_OF_LONG_LINES))]
  }
  const release = (): Line | undefined => {
    const bytes = held.length === 1 ? held[0]! : Buffer.concat(held)
    const line = heldBytes > limit ? tooLong(bytes, heldBytes, ++number, limit) : toLine(bytes, ++number)
    held = []
    heldBytes = 0
    return line
  }

  for await (const chunk of chunks) {
    const first = chunk.indexOf(LF)
    if (first === -1) {
      hold(chunk)
      continue
    }
    hold(chunk.subarray(0, first))
    const lines: Line[] = []
    const line = release()
    if (line !== undefined) lines.push(line)
    const last = chunk.lastIndexOf(LF)
    number = splitLines(chunk.subarray(first + 1, last + 1), number, limit, lines)
    // Copied, so that the chunk itself can be freed.
    if (last + 1 < chunk.length) hold(Buffer.from(chunk.subarray(last + 1)))
    yield lines
  }
  if (heldBytes > 0) {
    const line = release()
    if (line !== undefined) yield [{ ...line, isUnterminated: true }]
  }
}

/** Lines of a block that ends with a newline; whether it is ASCII or UTF-8 is asked once for all of them. Returns the last line's number. */
function splitLines(block: Buffer, before: number, limit: number, lines: Line[]): number {
  let number = before
  const encoding = isAscii(block) ? 'latin1' : isUtf8(block) ? 'utf8' : undefined
  for (let start = 0; start < block.length; ) {
    const end = block.indexOf(LF, start)
    number++
    if (end - start > limit) lines.push(tooLong(block.subarray(start, end), end - start, number, limit))
    else if (encoding === undefined) {
      const line = toLine(block.subarray(start, end), number)
      if (line !== undefined) lines.push(line)
    } else {
      const text = block.toString(encoding, start, end > start && block[end - 1] === CR ? end - 1 : end)
      if (!isBlank(text)) lines.push({ number, text })
    }
    start = end + 1
  }
  return number
}

function toLine(bytes: Buffer, number: number): Line | undefined {
  const start = number === 1 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  const own = bytes.subarray(start, bytes.at(-1) === CR ? bytes.length - 1 : bytes.length)
  const text = own.toString('utf8')
  if (!isUtf8(own)) return { number, text, unreadable: 'the line is not valid UTF-8', bytes: Buffer.from(own) }
  return isBlank(text) ? undefined : { number, text }
}

const tooLong = (kept: Buffer, length: number, number: number, limit: number): Line => {
  const bytes = Buffer.from(kept.subarray(0, KEPT_OF_LONG_LINES))
  const unreadable = `the line has ${length} bytes, more than the ${limit} that are read: only the first ${bytes.length} are kept`
  return { number, text: bytes.toString('utf8'), unreadable, bytes }
}

const isBlank = (text: string): boolean => text.length === 0 || (text.charCodeAt(0) <= 32 && text.trim() === '')

const LF = 10
const CR = 13
