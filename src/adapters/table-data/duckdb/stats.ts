import type { Value } from '../../../lake/iceberg/single-value.ts'
import { valueBytes } from '../../../lake/iceberg/single-value.ts'
import type { PrimitiveType } from '../../../lake/iceberg/types.ts'

/** Longer texts and bytes are cut in bounds, as other engines do by default (`write.metadata.metrics.default: truncate(16)`). */
const BOUND_LENGTH = 16

/** The bounds of a column, from what DuckDB prints of it; undefined where they would not hold. */
export function boundsOf(
  type: PrimitiveType,
  min: string,
  max: string,
): { lower: Uint8Array; upper: Uint8Array | undefined } | undefined {
  if (type.kind === 'string') {
    const [low, high] = [[...min], [...max]]
    const upper = high.length <= BOUND_LENGTH ? max : nextText(high.slice(0, BOUND_LENGTH))
    return {
      lower: valueBytes(type, low.slice(0, BOUND_LENGTH).join('')),
      upper: upper === undefined ? undefined : valueBytes(type, upper),
    }
  }
  if (type.kind === 'binary') {
    const [low, high] = [Buffer.from(min, 'hex'), Buffer.from(max, 'hex')]
    return {
      lower: low.subarray(0, BOUND_LENGTH),
      upper: high.length <= BOUND_LENGTH ? high : nextBytes(high.subarray(0, BOUND_LENGTH)),
    }
  }
  // Uuids are ordered in other ways by other engines.
  if (type.kind === 'uuid' || type.kind === 'fixed') return undefined
  const [lower, upper] = [parseValue(type, min), parseValue(type, max)]
  if (lower === undefined || upper === undefined) return undefined
  return { lower: valueBytes(type, lower), upper: valueBytes(type, upper) }
}

/** The least text that is above every text with this beginning. */
function nextText(beginning: readonly string[]): string | undefined {
  for (let i = beginning.length - 1; i >= 0; i--) {
    const point = beginning[i]!.codePointAt(0)!
    // Past the surrogates, which are no characters of their own.
    const next = point === 0xd7ff ? 0xe000 : point + 1
    if (next <= 0x10ffff) return beginning.slice(0, i).join('') + String.fromCodePoint(next)
  }
  return undefined
}

/** The least bytes that are above all with this beginning. */
function nextBytes(beginning: Uint8Array): Uint8Array | undefined {
  const last = beginning.findLastIndex((byte) => byte < 0xff)
  if (last < 0) return undefined
  return Uint8Array.from(beginning.subarray(0, last + 1), (byte, i) => (i === last ? byte + 1 : byte))
}

const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?$/
const DATE = /^(\d{4})-(\d\d)-(\d\d)$/

/** A value as DuckDB prints it with TimeZone UTC; undefined for infinity, years before 0 and the like. */
function parseValue(type: PrimitiveType, text: string): Value | undefined {
  switch (type.kind) {
    case 'boolean':
      return text === '1' || text === 'true'
    case 'int':
      return Number(text)
    case 'long':
      return BigInt(text)
    case 'float':
    case 'double': {
      const value = floatOf(text)
      return Number.isNaN(value) ? undefined : value
    }
    case 'decimal': {
      const [whole = '', fraction = ''] = text.split('.')
      return BigInt(whole + fraction.padEnd(type.scale, '0').slice(0, type.scale))
    }
    case 'date':
      return daysOf(text)
    case 'time':
      return microsOf(text)
    case 'timestamp':
    case 'timestamptz': {
      const [date = '', time = ''] = text.replace(/\+00$/, '').split(' ')
      const [days, micros] = [daysOf(date), microsOf(time)]
      return days === undefined || micros === undefined ? undefined : BigInt(days) * 86_400_000_000n + micros
    }
    default:
      return text
  }
}

/** DuckDB writes inf, -inf and nan. */
const floatOf = (text: string): number => Number(text.replace('inf', 'Infinity'))

function daysOf(text: string): number | undefined {
  const match = DATE.exec(text)
  return match === null ? undefined : Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / 86_400_000
}

function microsOf(text: string): bigint | undefined {
  const match = TIME.exec(text)
  if (match === null) return undefined
  const [, hours = '', minutes = '', seconds = '', fraction = ''] = match
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)
  return BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, '0'))
}

/** A partition value as `partitionSql` gives it. */
export function partitionValue(type: PrimitiveType, text: string | null): Value | null {
  if (text === null) return null
  switch (type.kind) {
    case 'date':
    case 'int':
      return Number(text)
    case 'time':
    case 'timestamp':
    case 'timestamptz':
      return BigInt(text)
    case 'float':
    case 'double':
      return floatOf(text)
    case 'binary':
    case 'fixed':
      return Buffer.from(text, 'hex')
    default:
      return parseValue(type, text) ?? text
  }
}
