const encoder = new TextEncoder()

/** Bytes that grow as values are appended (Avro specification, "Binary Encoding"); values are checked by who writes them. */
export class AvroWriter {
  private bytes: Uint8Array<ArrayBuffer>
  private view: DataView
  /** Where the values begin that `taken` gives. */
  private start = 0
  at = 0

  constructor(size = 1024) {
    this.bytes = new Uint8Array(size)
    this.view = new DataView(this.bytes.buffer)
  }

  /** Begins a value of its own behind those that were taken; one that was not finished is forgotten. */
  begin(): void {
    this.at = this.start
  }

  /** What was written since `begin`, without a copy: many small values share one piece of memory. */
  taken(): Uint8Array {
    const { start, at } = this
    this.start = at
    return new Uint8Array(this.bytes.buffer, start, at - start)
  }

  /** What was written, until something is written again. */
  written(): Uint8Array {
    return this.bytes.subarray(0, this.at)
  }

  /** A copy of what was written from `from` on. */
  copy(from = 0): Uint8Array {
    return this.bytes.slice(from, this.at)
  }

  byte(value: number): void {
    this.room(1)
    this.bytes[this.at++] = value
  }

  /** A safe integer, as int or long. */
  integer(value: number): void {
    this.room(10)
    if (value >= -0x4000_0000 && value < 0x4000_0000) {
      let bits = (value << 1) ^ (value >> 31)
      for (; bits > 0x7f; bits >>>= 7) this.bytes[this.at++] = (bits & 0x7f) | 0x80
      this.bytes[this.at++] = bits
      return
    }
    // Twice a safe integer is exact, but for the last bit of a negative one: it is put in by hand.
    const negative = value < 0
    const half = negative ? -value - 1 : value
    // In two parts, of which each is small enough for the operators on bits: four bytes of seven bits, and the rest.
    let high = Math.floor(half / 0x800_0000)
    let low = ((half - high * 0x800_0000) << 1) | (negative ? 1 : 0)
    const { bytes } = this
    for (let i = 0; i < 4; i++, low >>>= 7) bytes[this.at++] = (low & 0x7f) | 0x80
    for (; high > 0x7f; high >>>= 7) bytes[this.at++] = (high & 0x7f) | 0x80
    bytes[this.at++] = high
  }

  long(value: bigint): void {
    this.room(10)
    let bits = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n))
    for (; bits > 0x7fn; bits >>= 7n) this.bytes[this.at++] = Number(bits & 0x7fn) | 0x80
    this.bytes[this.at++] = Number(bits)
  }

  float(value: number): void {
    this.room(4)
    this.view.setFloat32(this.at, value, true)
    this.at += 4
  }

  double(value: number): void {
    this.room(8)
    this.view.setFloat64(this.at, value, true)
    this.at += 8
  }

  /** Length, then UTF-8. */
  text(text: string): void {
    const { length } = text
    this.room(length * 3 + 10)
    if (length < 64) {
      const start = this.at
      const { bytes } = this
      bytes[start] = length << 1
      let i = 0
      for (; i < length; i++) {
        const code = text.charCodeAt(i)
        if (code > 0x7f) break
        bytes[start + 1 + i] = code
      }
      if (i === length) {
        this.at = start + 1 + length
        return
      }
    }
    const { written } = encoder.encodeInto(text, this.bytes.subarray(this.at + 10))
    const start = this.at + 10
    this.integer(written)
    this.bytes.copyWithin(this.at, start, start + written)
    this.at += written
  }

  /** Bytes as they are. */
  raw(bytes: Uint8Array): void {
    this.room(bytes.length)
    this.bytes.set(bytes, this.at)
    this.at += bytes.length
  }

  private room(size: number): void {
    if (this.at + size <= this.bytes.length) return
    const { start } = this
    const used = this.at - start
    const length = start === 0 ? this.bytes.length * 2 : this.bytes.length
    const grown = new Uint8Array(Math.max(length, (used + size) * 2))
    grown.set(this.bytes.subarray(start, this.at))
    this.bytes = grown
    this.view = new DataView(grown.buffer)
    this.start = 0
    this.at = used
  }
}
