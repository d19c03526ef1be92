import { MAX_NESTING } from '../nesting.ts'
import { isAsciiText, textOf } from './utf8.ts'

/** Items that take no bytes (records without fields) are counted up to this many: a few bytes could claim any number. */
const MAX_EMPTY_ITEMS = 65_536

/**
 * A place in bytes, moved on by each read (Avro specification, "Binary Encoding"). Whoever reads checks what it gets: NaN, undefined or
 * −1 say that the bytes are no such value; past `end` numbers are nonsense, so `at > end` afterwards means that the record is cut off.
 */
export class AvroReader {
  bytes: Uint8Array = new Uint8Array()
  at = 0
  end = 0
  /** A text that is likely to come, the record's key: where it does, this very string is given, and none is made. */
  likely = ''
  private view: DataView | undefined
  private nesting = 0

  reset(bytes: Uint8Array, at: number, end: number): void {
    if (bytes !== this.bytes) this.view = undefined
    this.bytes = bytes
    this.at = at
    this.end = end
    this.nesting = 0
  }

  byte(): number {
    return this.bytes[this.at++]!
  }

  /** A 32-bit integer, or NaN. */
  int(): number {
    const { bytes } = this
    let byte = bytes[this.at++]!
    let bits = byte & 0x7f
    for (let shift = 7; byte >= 0x80; shift += 7) {
      if (shift > 28) return Number.NaN
      byte = bytes[this.at++]!
      if (shift === 28 && byte > 0x0f) return Number.NaN
      bits |= (byte & 0x7f) << shift
    }
    return (bits >>> 1) ^ -(bits & 1)
  }

  /** A 64-bit integer that is safe as a number, or NaN. */
  safe(): number {
    const { bytes, at } = this
    let i = at
    let byte = bytes[i++]!
    let low = byte & 0x7f
    for (let shift = 7; byte >= 0x80 && shift < 28; shift += 7) {
      byte = bytes[i++]!
      low |= (byte & 0x7f) << shift
    }
    let half = low >>> 1
    if (byte >= 0x80) {
      let high = 0
      for (let shift = 0; byte >= 0x80 && shift < 28; shift += 7) {
        byte = bytes[i++]!
        high |= (byte & 0x7f) << shift
      }
      // Longer encodings are of big values, or of small ones with bytes to spare.
      if (byte >= 0x80) return safeOf(this.long())
      half += high * 0x800_0000
      if (half > Number.MAX_SAFE_INTEGER) half = Number.NaN
    }
    this.at = i
    return (low & 1) === 0 ? half : -half - 1
  }

  /** A 64-bit integer, or undefined. */
  long(): bigint | undefined {
    const { bytes } = this
    let i = this.at
    let byte = 0
    // Parts of 28 bits, and of 8: BigInts are made of few numbers, not of every byte.
    let low = 0
    let high = 0
    let top = 0
    for (let shift = 0; shift < 28; shift += 7) {
      byte = bytes[i++]!
      low |= (byte & 0x7f) << shift
      if (!(byte >= 0x80)) break
    }
    if (byte >= 0x80)
      for (let shift = 0; shift < 28; shift += 7) {
        byte = bytes[i++]!
        high |= (byte & 0x7f) << shift
        if (!(byte >= 0x80)) break
      }
    if (byte >= 0x80) {
      byte = bytes[i++]!
      top = byte & 0x7f
      if (byte >= 0x80) {
        byte = bytes[i++]!
        top |= byte << 7
      }
    }
    this.at = i
    if (top > 0xff) return undefined
    const half = (low >>> 1) + high * 0x800_0000
    const bits =
      top === 0 && half <= Number.MAX_SAFE_INTEGER
        ? BigInt(half)
        : (BigInt(top * 0x1000_0000 + high) << 27n) + BigInt(low >>> 1)
    return (low & 1) === 0 ? bits : -bits - 1n
  }

  /** A 64-bit integer, exact within ±(2^53 − 1); of others only that they are beyond. Or NaN. */
  rough(): number {
    const { bytes, at } = this
    let i = at
    let byte = bytes[i++]!
    const isNegative = (byte & 1) === 1
    let half = (byte & 0x7f) >>> 1
    for (let scale = 64; byte >= 0x80; scale *= 128) {
      byte = bytes[i++]!
      half += (byte & 0x7f) * scale
    }
    this.at = i
    if (i - at > 10 || (i - at === 10 && byte > 1)) return Number.NaN
    return isNegative ? -half - 1 : half
  }

  /** Moves over a 64-bit integer; false where it is none. */
  overLong(): boolean {
    const { bytes, at } = this
    this.skipVarint()
    const length = this.at - at
    return length < 10 || (length === 10 && bytes[this.at - 1]! <= 1)
  }

  skipVarint(): void {
    const { bytes } = this
    while (bytes[this.at++]! >= 0x80);
  }

  float(): number {
    this.at += 4
    return this.at <= this.bytes.length ? this.data().getFloat32(this.at - 4, true) : Number.NaN
  }

  double(): number {
    this.at += 8
    return this.at <= this.bytes.length ? this.data().getFloat64(this.at - 8, true) : Number.NaN
  }

  private data(): DataView {
    this.view ??= new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength)
    return this.view
  }

  /** The length of what follows, or −1 where that is negative or goes beyond the end. */
  length(): number {
    const length = this.safe()
    return length >= 0 && length <= this.end - this.at ? length : -1
  }

  /** Moves over `length` bytes (from `length()` or a fixed's size) and gives where they began; −1 where they are not there. */
  over(length: number): number {
    const from = this.at
    if (length < 0 || length > this.end - from) return -1
    this.at = from + length
    return from
  }

  /** Undefined when it is cut off or no UTF-8. */
  text(): string | undefined {
    const from = this.over(this.length())
    if (from < 0) return undefined
    return isAsciiText(this.bytes, from, this.at, this.likely) ? this.likely : textOf(this.bytes, from, this.at)
  }

  /** Moves over a string; false when it is cut off or no UTF-8. */
  overText(): boolean {
    const { bytes } = this
    const from = this.over(this.length())
    if (from < 0) return false
    for (let i = from; i < this.at; i++) if (bytes[i]! > 0x7f) return textOf(bytes, from, this.at) !== undefined
    return true
  }

  /** A copy of the next bytes, so that a value does not keep a whole block in memory; undefined when they are cut off. */
  copy(length: number): Uint8Array | undefined {
    const from = this.over(length)
    return from < 0 ? undefined : Uint8Array.from(this.bytes.subarray(from, this.at))
  }

  /** The next block of an array or map: how many items, 0 at its end, −1 for damage. `least` is what an item takes at the least. */
  block(least: number): number {
    let count = this.safe()
    if (count < 0) {
      count = -count
      if (this.length() < 0) return -1
    }
    const most = least === 0 ? MAX_EMPTY_ITEMS : (this.end - this.at) / least
    return count <= most ? count : -1
  }

  /** Goes one record deeper; false when that is too deep. */
  enter(): boolean {
    return ++this.nesting <= MAX_NESTING
  }

  leave(): void {
    this.nesting--
  }
}

const safeOf = (value: bigint | undefined): number =>
  value !== undefined && value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : Number.NaN
