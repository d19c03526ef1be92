/** A value of Thrift's compact protocol; whole numbers up to 2^53. */
export type Thrift = boolean | number | Uint8Array | readonly Thrift[] | ThriftStruct

/** Where it stands in the bytes, so that a part of them can be written elsewhere as it is. */
export interface Span {
  readonly start: number
  readonly end: number
}

export interface ThriftStruct extends Span {
  readonly fields: ReadonlyMap<number, Span & { readonly value: Thrift }>
}

const KIND = {
  yes: 1,
  no: 2,
  byte: 3,
  i16: 4,
  i32: 5,
  i64: 6,
  double: 7,
  binary: 8,
  list: 9,
  set: 10,
  map: 11,
  struct: 12,
}

/** Reads a struct (Apache Thrift, "Thrift compact protocol encoding"); throws a RangeError for what is none. */
export function readStruct(bytes: Uint8Array, start = 0): ThriftStruct {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = start
  const varint = (): number => {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = view.getUint8(at++)
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
  }
  const zigzag = (): number => {
    const value = varint()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }
  const list = (): readonly Thrift[] => {
    const head = view.getUint8(at++)
    const size = head >> 4 === 15 ? varint() : head >> 4
    if (size > bytes.length) throw new RangeError('a list is longer than its bytes')
    // In a list a boolean is a byte, in a struct it is its kind.
    return Array.from({ length: size }, () =>
      (head & 15) <= KIND.no ? view.getUint8(at++) === KIND.yes : value(head & 15),
    )
  }
  const value = (kind: number): Thrift => {
    switch (kind) {
      case KIND.yes:
      case KIND.no:
        return kind === KIND.yes
      case KIND.byte:
        return view.getInt8(at++)
      case KIND.i16:
      case KIND.i32:
      case KIND.i64:
        return zigzag()
      case KIND.double:
        at += 8
        return view.getFloat64(at - 8, true)
      case KIND.binary: {
        const size = varint()
        at += size
        if (at > bytes.length) throw new RangeError('a text is longer than its bytes')
        return bytes.subarray(at - size, at)
      }
      case KIND.list:
      case KIND.set:
        return list()
      case KIND.map: {
        const size = varint()
        const kinds = size === 0 ? 0 : view.getUint8(at++)
        return Array.from({ length: size }, () => [value(kinds >> 4), value(kinds & 15)])
      }
      case KIND.struct:
        return struct()
      default:
        throw new RangeError(`${kind} is no kind of Thrift`)
    }
  }
  const struct = (): ThriftStruct => {
    const fields = new Map<number, Span & { readonly value: Thrift }>()
    const start = at
    for (let id = 0; ; ) {
      const head = view.getUint8(at++)
      if (head === 0) return { fields, start, end: at }
      id = head >> 4 === 0 ? zigzag() : id + (head >> 4)
      const from = at
      const found = value(head & 15)
      fields.set(id, { value: found, start: from, end: at })
    }
  }
  return struct()
}

/** A whole number that is not negative, as the protocol writes it. */
export const zigzagBytes = (value: number): Uint8Array => varintBytes(value * 2)

/** The head of a list of structs. */
export const listHead = (size: number): Uint8Array =>
  size < 15 ? Uint8Array.of((size << 4) | KIND.struct) : Uint8Array.from([0xf0 | KIND.struct, ...varintBytes(size)])

function varintBytes(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128)
  return Uint8Array.from([...bytes, rest])
}
