import { murmur3 } from './murmur3.ts'
import type { Transform } from './partition-spec.ts'
import { twosComplement, uuidBytes, type Value } from './single-value.ts'
import type { PrimitiveType } from './types.ts'

const MICROS_A_DAY = 86_400_000_000n
const MICROS_AN_HOUR = 3_600_000_000n

/** The partition value of a column's value (table specification, "Partition Transforms"); null stays null. */
export function transformValue(transform: Transform, type: PrimitiveType, value: Value | null): Value | null {
  if (value === null || transform.kind === 'void') return null
  switch (transform.kind) {
    case 'identity':
      return value
    case 'day':
      return days(type, value)
    case 'hour':
      return Number(floorDiv(BigInt(value as bigint), MICROS_AN_HOUR))
    case 'month': {
      const date = new Date(days(type, value) * 86_400_000)
      return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth()
    }
    case 'year':
      return new Date(days(type, value) * 86_400_000).getUTCFullYear() - 1970
    case 'bucket':
      return (murmur3(hashedBytes(type, value)) & 0x7fff_ffff) % transform.buckets
    case 'truncate':
      return truncated(type, value, transform.width)
    case 'unknown':
      throw new Error(`no values of ${transform.text}`)
  }
}

const days = (type: PrimitiveType, value: Value): number =>
  type.kind === 'date' ? Number(value) : Number(floorDiv(BigInt(value as bigint), MICROS_A_DAY))

const floorDiv = (value: bigint, by: bigint): bigint => (value - (((value % by) + by) % by)) / by

/** Appendix B: whole numbers hash as 8 bytes, so that an int that became a long stays in its bucket. */
function hashedBytes(type: PrimitiveType, value: Value): Uint8Array {
  switch (type.kind) {
    case 'string':
      return new TextEncoder().encode(String(value))
    case 'uuid':
      return uuidBytes(String(value))
    case 'decimal':
      return twosComplement(BigInt(value as bigint))
    case 'fixed':
    case 'binary':
      return value as Uint8Array
    default: {
      const bytes = new Uint8Array(8)
      new DataView(bytes.buffer).setBigInt64(0, BigInt(value as bigint), true)
      return bytes
    }
  }
}

/** Numbers go down to a multiple of the width, text to its first code points, bytes to their first. */
function truncated(type: PrimitiveType, value: Value, width: number): Value {
  if (type.kind === 'string') return [...String(value)].slice(0, width).join('')
  if (type.kind === 'binary') return (value as Uint8Array).slice(0, width)
  const by = BigInt(width)
  const whole = floorDiv(BigInt(value as bigint), by) * by
  return type.kind === 'int' ? Number(whole) : whole
}
