import { compareCodePoints } from '../../../kernel/code-points.ts'
import { ExprOverflow } from './overflow.ts'

/** What generated code calls under the name `rt`: only what is too long to stand inline. Each is called with one set of types. */
export const rt = {
  overflow(operator: string, target: string): never {
    throw new ExprOverflow(operator, target)
  },

  compareCodePoints,

  /** floor(n / d) of safe integers, d > 0. Exact, where Math.floor(n / d) rounds near 2^53. */
  floorDiv(n: number, d: number): number {
    const r = n % d
    return (n - r) / d - (r < 0 ? 1 : 0) + 0
  },

  /** Whole seconds from one timestamp to another, rounded down; more than 285 years apart they take the bigint path. */
  secondsBetween(from: number, to: number): number {
    const micros = to - from
    if (micros <= MAX_SAFE && micros >= -MAX_SAFE) return rt.floorDiv(micros, 1e6)
    const exact = BigInt(to) - BigInt(from)
    const rest = ((exact % 1_000_000n) + 1_000_000n) % 1_000_000n
    return Number((exact - rest) / 1_000_000n)
  },

  /** n / d rounded to an integer; null when d is 0. Numerators beyond 2^53 take the bigint path. */
  divide(a: number, up: number, d: number, down: number, rounding: Rounding): number | null {
    const n = a * up
    const m = d * down
    if (m === 0) return null
    // A product of integers that comes out at most 2^53 - 1 was not rounded.
    if (n > MAX_SAFE || n < -MAX_SAFE || m > MAX_SAFE || m < -MAX_SAFE) {
      // A quotient beyond 2^53 is rounded here, and refused by the range check of the caller all the same.
      return Number(divideBigints(BigInt(a) * BigInt(up), BigInt(d) * BigInt(down), rounding))
    }
    const r = n % m
    const q = (n - r) / m + 0
    if (r === 0 || rounding === 'down') return q
    const twice = Math.abs(r) * 2
    const size = Math.abs(m)
    const away = twice > size || (twice === size && (rounding === 'half-up' || q % 2 !== 0))
    return away ? (n < 0 !== m < 0 ? q - 1 : q + 1) : q
  },

  divideBig(n: bigint, d: bigint, rounding: Rounding): bigint | null {
    return d === 0n ? null : divideBigints(n, d, rounding)
  },

  /** x / d rounded half away from zero; d is a power of ten. */
  roundOff(x: number, d: number): number {
    const r = x % d
    const q = (x - r) / d + 0
    return Math.abs(r) * 2 >= d ? (x < 0 ? q - 1 : q + 1) : q
  },

  roundOffBig: (x: bigint, d: bigint): bigint => divideBigints(x, d, 'half-up'),

  /** The decimal as text with exactly `scale` digits after the point. */
  decimalText(unscaled: number | bigint, scale: number): string {
    if (scale === 0) return String(unscaled)
    const negative = unscaled < 0
    const digits = String(negative ? -unscaled : unscaled).padStart(scale + 1, '0')
    return `${negative ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
  },

  /** The double nearest to a decimal. */
  decimalToDouble: (unscaled: bigint, scale: number): number => Number(`${unscaled}e-${scale}`),

  /** Number of code points. */
  length(text: string): number {
    let pairs = 0
    for (let i = 0; i + 1 < text.length; i++) {
      if ((text.charCodeAt(i) & 0xfc00) === 0xd800) {
        pairs++
        i++
      }
    }
    return text.length - pairs
  },

  /** `length` code points from the 1-based `start`. */
  substring(text: string, start: number, length: number): string {
    const from = unitOf(text, 0, start - 1)
    return text.slice(from, unitOf(text, from, length))
  },

  /** Without the spaces (U+0020 only) at both ends. */
  trim(text: string): string {
    let start = 0
    let end = text.length
    while (start < end && text.charCodeAt(start) === 32) start++
    while (end > start && text.charCodeAt(end - 1) === 32) end--
    return text.slice(start, end)
  },

  bytes: (base64: string): Uint8Array => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)),
} as const

export type Rounding = 'half-up' | 'half-even' | 'down'

const MAX_SAFE = Number.MAX_SAFE_INTEGER

function divideBigints(n: bigint, d: bigint, rounding: Rounding): bigint {
  const q = n / d
  const r = n % d
  if (r === 0n || rounding === 'down') return q
  const twice = (r < 0n ? -r : r) * 2n
  const size = d < 0n ? -d : d
  const away = twice > size || (twice === size && (rounding === 'half-up' || q % 2n !== 0n))
  return away ? (n < 0n !== d < 0n ? q - 1n : q + 1n) : q
}

/** The UTF-16 index `count` code points after the index `from`, at most the end. */
function unitOf(text: string, from: number, count: number): number {
  let i = from
  for (let n = 0; n < count && i < text.length; n++) i += (text.charCodeAt(i) & 0xfc00) === 0xd800 ? 2 : 1
  return Math.min(i, text.length)
}
