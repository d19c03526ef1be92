import { TWO_DIGITS } from './civil-date.ts'

/**
 * Decimal text has the grammar of a JSON number without an exponent: `-?(0|[1-9][0-9]*)(\.[0-9]+)?`, at most `scale` digits after the point.
 * Its value is the unscaled integer: 12.3 as decimal(12,2) is 1230. `-0.00` is 0.
 */

/** The unscaled integer for precision ≤ 15, or NaN when the text is malformed or does not fit (`explainDecimal` says which). */
export function parseDecimal(text: string, precision: number, scale: number): number {
  const fraction = fractionDigits(text, precision, scale)
  if (fraction < 0) return Number.NaN
  const negative = text.charCodeAt(0) === MINUS
  let unscaled = 0
  for (let i = negative ? 1 : 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code !== DOT) unscaled = unscaled * 10 + (code - 48)
  }
  unscaled *= POWERS_OF_TEN[scale - fraction]!
  return negative ? 0 - unscaled : unscaled
}

/** The same for any precision, as a bigint; undefined when it is malformed or does not fit. */
export function parseWideDecimal(text: string, precision: number, scale: number): bigint | undefined {
  const fraction = fractionDigits(text, precision, scale)
  return fraction < 0 ? undefined : BigInt(text.replace('.', '')) * 10n ** BigInt(scale - fraction)
}

/** Text with exactly `scale` fraction digits. */
export function formatDecimal(unscaled: number | bigint, scale: number): string {
  const negative = unscaled < 0
  if (typeof unscaled === 'number' && scale > 0) {
    const size = negative ? -unscaled : unscaled
    const fraction = size % POWERS_OF_TEN[scale]!
    const whole = (size - fraction) / POWERS_OF_TEN[scale]!
    return `${negative ? '-' : ''}${whole}.${scale === 2 ? TWO_DIGITS[fraction] : String(fraction).padStart(scale, '0')}`
  }
  const digits = String(negative ? -unscaled : unscaled)
  if (scale === 0) return negative ? `-${digits}` : digits
  const padded = digits.length > scale ? digits : digits.padStart(scale + 1, '0')
  const point = padded.length - scale
  return `${negative ? '-' : ''}${padded.slice(0, point)}.${padded.slice(point)}`
}

/** What is wrong with a text that was refused. */
export function explainDecimal(text: string, precision: number, scale: number): string {
  if (/^-?\d+(\.\d+)?[eE]/.test(text)) return 'exponents are not taken: write all digits'
  if (!/^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)) return 'write digits with an optional point, e.g. "12.30"'
  const digits = (text.split('.')[1] ?? '').length
  if (digits > scale) return `${digits} fraction digits where ${scale} are allowed`
  return `more than ${precision - scale} digits before the point`
}

/** How many digits follow the point; −1 when the text is not a decimal(precision, scale). */
function fractionDigits(text: string, precision: number, scale: number): number {
  const length = text.length
  const start = length > 0 && text.charCodeAt(0) === MINUS ? 1 : 0
  let i = start
  while (i < length && isDigit(text.charCodeAt(i))) i++
  const whole = i - start
  if (whole === 0) return -1
  if (text.charCodeAt(start) === ZERO) {
    if (whole > 1) return -1
  } else if (whole > precision - scale) return -1
  if (i === length) return 0
  if (text.charCodeAt(i) !== DOT) return -1
  const point = i++
  while (i < length && isDigit(text.charCodeAt(i))) i++
  const fraction = i - point - 1
  return i === length && fraction > 0 && fraction <= scale ? fraction : -1
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57
const MINUS = 45
const DOT = 46
const ZERO = 48
const POWERS_OF_TEN = Array.from({ length: 16 }, (_, n) => 10 ** n)
