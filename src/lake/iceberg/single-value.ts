import type { PrimitiveType } from './types.ts'

/** A value of a column without an inside: dates are days, times and timestamps microseconds since the epoch, decimals unscaled. */
export type Value = boolean | number | bigint | string | Uint8Array

/**
 * Table specification, "Appendix D: Single-value serialization", binary: how bounds stand in manifests. Numbers are little-endian,
 * a decimal is the fewest bytes of big-endian two's complement, a uuid 16 bytes.
 */
export function valueBytes(type: PrimitiveType, value: Value): Uint8Array {
  switch (type.kind) {
    case 'boolean':
      return Uint8Array.of(value === true ? 1 : 0)
    case 'int':
    case 'date':
      return numberBytes(4, (view) => view.setInt32(0, Number(value), true))
    case 'long':
    case 'time':
    case 'timestamp':
    case 'timestamptz':
      return numberBytes(8, (view) => view.setBigInt64(0, BigInt(value as bigint), true))
    case 'float':
      return numberBytes(4, (view) => view.setFloat32(0, Number(value), true))
    case 'double':
      return numberBytes(8, (view) => view.setFloat64(0, Number(value), true))
    case 'string':
      return new TextEncoder().encode(String(value))
    case 'decimal':
      return twosComplement(BigInt(value as bigint))
    case 'uuid':
      return uuidBytes(String(value))
    case 'fixed':
    case 'binary':
      return value as Uint8Array
  }
}

/** The other way round. A long may come as four bytes, a double as four: columns are promoted, old files are not (specification, "Schema Evolution"). */
export function valueFrom(type: PrimitiveType, bytes: Uint8Array): Value {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  switch (type.kind) {
    case 'boolean':
      return bytes[0] !== 0
    case 'int':
    case 'date':
      return view.getInt32(0, true)
    case 'long':
    case 'time':
    case 'timestamp':
    case 'timestamptz':
      return bytes.length === 4 ? BigInt(view.getInt32(0, true)) : view.getBigInt64(0, true)
    case 'float':
      return view.getFloat32(0, true)
    case 'double':
      return bytes.length === 4 ? view.getFloat32(0, true) : view.getFloat64(0, true)
    case 'string':
      return new TextDecoder().decode(bytes)
    case 'decimal':
      return fromTwosComplement(bytes)
    case 'uuid':
      return uuidText(bytes)
    case 'fixed':
    case 'binary':
      return bytes
  }
}

function numberBytes(size: number, write: (view: DataView) => void): Uint8Array {
  const bytes = new Uint8Array(size)
  write(new DataView(bytes.buffer))
  return bytes
}

export function twosComplement(value: bigint): Uint8Array {
  let size = 1
  while (BigInt.asIntN(size * 8, value) !== value) size++
  const bytes = new Uint8Array(size)
  let rest = BigInt.asUintN(size * 8, value)
  for (let i = size - 1; i >= 0; i--) {
    bytes[i] = Number(rest & 0xffn)
    rest >>= 8n
  }
  return bytes
}

export function fromTwosComplement(bytes: Uint8Array): bigint {
  let value = 0n
  for (const byte of bytes) value = (value << 8n) | BigInt(byte)
  return BigInt.asIntN(bytes.length * 8, value)
}

export function uuidBytes(text: string): Uint8Array {
  const hex = text.replaceAll('-', '')
  return Uint8Array.from({ length: 16 }, (_, i) => Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16))
}

export function uuidText(bytes: Uint8Array): string {
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
