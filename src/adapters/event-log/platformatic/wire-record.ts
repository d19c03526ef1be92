import type { LogRecord } from '../../../pipelines/live/ports.ts'

/** A cursor over records in the format of Kafka's batches (version 2): varints are zigzag, lengths of -1 stand for null. */
export class RecordCursor {
  readonly bytes: Buffer
  at: number

  constructor(bytes: Buffer, at: number) {
    this.bytes = bytes
    this.at = at
  }

  varint(): number {
    const { bytes } = this
    const first = bytes[this.at++]!
    if (first < 0x80) return (first >>> 1) ^ -(first & 1)
    let value = first & 0x7f
    let scale = 0x80
    for (;;) {
      const byte = bytes[this.at++]!
      // Not by shifts: differences of times have more than 32 bits.
      value += (byte & 0x7f) * scale
      if (byte < 0x80) break
      scale *= 0x80
    }
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  /** Passes over bytes with their length before them; gives where they begin, -1 for null. */
  skip(): number {
    const length = this.varint()
    if (length < 0) return -1
    const from = this.at
    this.at += length
    return from
  }
}

/** A record where it stands in what was fetched: key, value and headers are looked at when somebody asks for them. */
export class WireRecord implements LogRecord {
  readonly offset: number
  readonly timestamp: number
  readonly #bytes: Buffer
  readonly #keyFrom: number
  readonly #keyTo: number
  readonly #valueFrom: number
  readonly #valueTo: number

  /** The cursor stands before the key, and behind the record afterwards. */
  constructor(cursor: RecordCursor, offset: number, timestamp: number) {
    this.offset = offset
    this.timestamp = timestamp
    this.#bytes = cursor.bytes
    this.#keyFrom = cursor.skip()
    this.#keyTo = cursor.at
    this.#valueFrom = cursor.skip()
    this.#valueTo = cursor.at
  }

  get key(): Buffer | null {
    return this.#keyFrom < 0 ? null : this.#bytes.subarray(this.#keyFrom, this.#keyTo)
  }

  get value(): Buffer | null {
    return this.#valueFrom < 0 ? null : this.#bytes.subarray(this.#valueFrom, this.#valueTo)
  }

  get headers(): LogRecord['headers'] {
    const cursor = new RecordCursor(this.#bytes, this.#valueTo)
    const count = cursor.varint()
    return count === 0 ? undefined : Array.from({ length: count }, () => header(cursor))
  }
}

function header(cursor: RecordCursor): readonly [name: string, value: Uint8Array] {
  const part = (): Buffer => {
    const from = cursor.skip()
    return cursor.bytes.subarray(Math.max(from, 0), from < 0 ? 0 : cursor.at)
  }
  return [part().toString(), part()]
}
