import type { AvroFixed, AvroPrimitive } from '../../avro/schema.ts'
import type { Random } from './random.ts'

const INTS = [0, 1, -1, 127, -128, 65_536, 2 ** 31 - 1, -(2 ** 31)]
const LONGS = [0n, 1n, -1n, 2n ** 31n, 2n ** 53n + 1n, 2n ** 63n - 1n, -(2n ** 63n)]
const FLOATS = [0, -0, 1.5, -2.25, 1e10, Number.POSITIVE_INFINITY, Number.NaN]
const DOUBLES = [0, -0, 0.1, -1e-7, 1e300, Number.NEGATIVE_INFINITY, Number.NaN]
const TEXTS = ['', 'a', 'order-42', 'São Paulo', '日本', '😀', '0', 'null', ' ']

/** Largest values of logical types that do not use their whole range. */
const LIMITS: Readonly<Record<string, number>> = {
  date: 40_000,
  'time-millis': 86_400_000,
  'time-micros': 86_400_000_000,
  'timestamp-millis': 4_000_000_000_000,
  'local-timestamp-millis': 4_000_000_000_000,
}

/** A value of a primitive or a fixed: an edge of its range, or one from the middle. */
export function randomScalar(
  schema: AvroPrimitive | AvroFixed,
  random: Random,
): null | boolean | number | bigint | string | Uint8Array {
  const limit = LIMITS[schema.logical?.name ?? '']
  const edge = random.below(2) === 0
  switch (schema.kind) {
    case 'null':
      return null
    case 'boolean':
      return random.below(2) === 0
    case 'int':
      if (limit !== undefined) return random.below(limit)
      return edge ? (random.pick(INTS) ?? 0) : random.below(2 ** 32) | 0
    case 'long':
      if (limit !== undefined) return BigInt(Math.floor((random.below(2 ** 32) / 2 ** 32) * limit))
      return edge ? (random.pick(LONGS) ?? 0n) : BigInt(random.below(2 ** 32)) * 1_000_003n
    case 'float':
      return edge ? (random.pick(FLOATS) ?? 0) : Math.fround(random.below(2 ** 32) / 1000)
    case 'double':
      return edge ? (random.pick(DOUBLES) ?? 0) : random.below(2 ** 32) / 1024
    case 'bytes':
      return random.bytes(bytesOf(schema, random))
    case 'fixed':
      return random.bytes(schema.size)
    case 'string':
      if (schema.logical?.name === 'uuid') return uuid(random)
      return edge ? (random.pick(TEXTS) ?? '') : `text ${random.below(10_000)}`
  }
}

/** A decimal's bytes stay within its precision: 8n − 1 bits hold less than n × 2.4 digits. */
const bytesOf = ({ logical }: AvroPrimitive, random: Random): number =>
  logical?.name === 'decimal' ? Math.max(1, Math.floor(logical.precision / 2.5)) : random.below(9)

function uuid(random: Random): string {
  const hex = [...random.bytes(16)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
}
