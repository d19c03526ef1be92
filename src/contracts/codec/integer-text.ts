/** 64-bit integer text: `-?(0|[1-9][0-9]*)`; a leading zero or plus is refused, so that one number has one text. */

/** The bigint, or undefined when it is malformed; the caller checks the range. */
export const parseLong = (text: string): bigint | undefined =>
  text.length <= 20 && INTEGER.test(text) ? BigInt(text) : undefined

/** The number, or NaN when it is malformed or not within ±(2^53 − 1). */
export function parseSafeInteger(text: string): number {
  const length = text.length
  const start = length > 1 && text.charCodeAt(0) === 45 ? 1 : 0
  if (length === start || length - start > 16 || (length - start > 1 && text.charCodeAt(start) === 48))
    return Number.NaN
  let value = 0
  for (let i = start; i < length; i++) {
    const digit = text.charCodeAt(i) - 48
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    value = value * 10 + digit
  }
  if (value > Number.MAX_SAFE_INTEGER) return Number.NaN
  return start === 1 ? 0 - value : value
}

const INTEGER = /^-?(?:0|[1-9]\d*)$/
