import { DqError } from '../../kernel/errors.ts'
import type { LiteralExpr } from './ir.ts'
import { callSite } from './site.ts'

/** Plain JavaScript values that stand for a literal of an expression. */
export type Literal = boolean | string | number | bigint | null

const INT_MAX = 2 ** 31 - 1
const LONG_MAX = 2n ** 63n - 1n
const PLAIN_DECIMAL = /^-?(\d+)(?:\.(\d+))?$/

/**
 * A number without a fraction is an int (a long beyond 32 bits), one with a fraction is the decimal it is written as: 0.7 is
 * decimal(1,1). Doubles are asked for: `double(0.7)`.
 * @throws DqError for numbers that have no exact plain text.
 */
export function literalOf(value: Literal): LiteralExpr {
  if (value === null) return { op: 'literal', type: 'null' }
  if (typeof value === 'boolean') return { op: 'literal', type: 'boolean', value }
  if (typeof value === 'string') return { op: 'literal', type: 'string', value }
  if (typeof value === 'bigint') return longLiteral(value)
  if (!Number.isInteger(value)) return decimalLiteral(String(value))
  if (!Number.isSafeInteger(value)) throw refused(`${value} is not exact as a number`, 'write it as a bigint: 123n')
  return Math.abs(value) <= INT_MAX ? { op: 'literal', type: 'int', value: value + 0 } : longLiteral(BigInt(value))
}

/** Money and the like, exactly as written: `decimalLiteral('12.30')` is decimal(4,2). */
export function decimalLiteral(text: string): LiteralExpr {
  if (!PLAIN_DECIMAL.test(text)) throw refused(`"${text}" is no decimal`, 'write digits with a point, e.g. "12.30"')
  const { precision } = digitsOfDecimal(text)
  if (precision > 38) throw refused(`"${text}" has ${precision} digits; the most is 38`, 'use fewer digits')
  return { op: 'literal', type: 'decimal', value: text }
}

export function longLiteral(value: bigint): LiteralExpr {
  if (value > LONG_MAX || value < -LONG_MAX - 1n) throw refused(`${value} is beyond 64 bits`, 'use decimal("…")')
  return { op: 'literal', type: 'long', value: String(value) }
}

export function doubleLiteral(value: number, type: 'double' | 'float' = 'double'): LiteralExpr {
  const held = type === 'float' ? Math.fround(value) : value
  if (Number.isNaN(held)) return { op: 'literal', type, value: 'NaN' }
  if (!Number.isFinite(held)) return { op: 'literal', type, value: held > 0 ? 'Infinity' : '-Infinity' }
  return { op: 'literal', type, value: held }
}

export function timestampLiteral(text: string): LiteralExpr {
  if (microsOf(text) === undefined)
    throw refused(`"${text}" is no UTC timestamp`, 'write e.g. "2017-03-08T12:00:00.000000Z"')
  return { op: 'literal', type: 'timestamp', value: text }
}

export function dateLiteral(text: string): LiteralExpr {
  if (daysOf(text) === undefined) throw refused(`"${text}" is no date`, 'write e.g. "2017-03-08"')
  return { op: 'literal', type: 'date', value: text }
}

/** Precision and scale of a decimal as it is written; leading zeros do not count: 0.40 is (2,2), 0 is (1,0). */
export function digitsOfDecimal(text: string): { readonly precision: number; readonly scale: number } {
  const [, whole = '', fraction = ''] = PLAIN_DECIMAL.exec(text) ?? []
  const precision = Math.max(1, whole.replace(/^0+/, '').length + fraction.length)
  return { precision, scale: fraction.length }
}

/** Microseconds since the epoch, or undefined when the text is no ISO 8601 UTC timestamp that a safe integer holds. */
export function microsOf(text: string): number | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,6}))?Z$/.exec(text)
  const days = parts === null ? undefined : daysOf(parts[1]!)
  if (parts === null || days === undefined) return undefined
  const [hours, minutes, seconds] = [Number(parts[2]), Number(parts[3]), Number(parts[4])]
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined
  const micros = (days * 86_400 + hours * 3600 + minutes * 60 + seconds) * 1e6 + Number((parts[5] ?? '').padEnd(6, '0'))
  return Number.isSafeInteger(micros) ? micros : undefined
}

/** Days since 1970-01-01, or undefined when there is no such day. */
export function daysOf(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const millis = Date.parse(`${text}T00:00:00Z`)
  if (Number.isNaN(millis) || new Date(millis).toISOString().slice(0, 10) !== text) return undefined
  return millis / 86_400_000
}

function refused(message: string, hint: string): DqError {
  const at = callSite()
  return new DqError(message, at === undefined ? { hint } : { hint, at })
}
