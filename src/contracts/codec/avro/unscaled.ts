import type { AvroReader } from './reader.ts'
import type { AvroWriter } from './writer.ts'

/** The unscaled value of a decimal: big-endian two's complement (specification, "Decimal"); NaN when it is cut off or not safe. No bytes are 0. */
export function readUnscaled(reader: AvroReader, length: number): number {
  if (length > 6) {
    const wide = readWideUnscaled(reader, length)
    const value = wide === undefined ? Number.NaN : Number(wide)
    return Number.isSafeInteger(value) ? value : Number.NaN
  }
  const from = reader.over(length)
  if (from < 0) return Number.NaN
  if (length === 0) return 0
  const { bytes } = reader
  let value = (bytes[from]! << 24) >> 24
  for (let i = from + 1; i < reader.at; i++) value = value * 256 + bytes[i]!
  return value
}

/** The same for any size; undefined when it is cut off. */
export function readWideUnscaled(reader: AvroReader, length: number): bigint | undefined {
  const from = reader.over(length)
  if (from < 0) return undefined
  let hex = '0x0'
  for (let i = from; i < reader.at; i++) hex += reader.bytes[i]!.toString(16).padStart(2, '0')
  return BigInt.asIntN(length * 8, BigInt(hex))
}

/** The fewest bytes that hold the value, as Avro's own libraries write it; all `size` bytes of a fixed. */
export function writeUnscaled(writer: AvroWriter, value: number | bigint, size: number | undefined): void {
  if (typeof value === 'bigint') return writeWide(writer, value, size)
  const length = size ?? bytesOf(value)
  if (size === undefined) writer.integer(length)
  for (let i = length - 1; i >= 7; i--) writer.byte(value < 0 ? 0xff : 0)
  for (let i = Math.min(length, 7) - 1; i >= 0; i--) writer.byte(Math.floor(value / 256 ** i) & 0xff)
}

function bytesOf(value: number): number {
  // One's complement, so that −128 needs as many bits as 127.
  const magnitude = value < 0 ? -value - 1 : value
  let length = 1
  for (let limit = 128; magnitude >= limit; limit *= 256) length++
  return length
}

function writeWide(writer: AvroWriter, value: bigint, size: number | undefined): void {
  let length = size ?? 1
  if (size === undefined) {
    while (BigInt.asIntN(length * 8, value) !== value) length++
    writer.integer(length)
  }
  for (let shift = BigInt(length - 1) * 8n; shift >= 0n; shift -= 8n) writer.byte(Number((value >> shift) & 0xffn))
}
