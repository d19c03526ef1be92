import { DqError } from '../../kernel/errors.ts'
import type { FieldConstraints } from '../model.ts'
import { parseDate } from './civil-date.ts'
import { parseTimestamp } from './timestamp.ts'

/** What an integer-like value (decimals unscaled, times in microseconds) may be: `low` and `high` hold for the type and the contract together. */
export interface Range {
  readonly low: bigint
  readonly high: bigint
  /** The contract's own bounds, to name the one that is broken. */
  readonly bounds: readonly Bound[]
}

export interface Bound {
  readonly rule: BoundRule
  /** As the contract says it. */
  readonly text: string
  /** The least (or greatest) integer that keeps the rule. */
  readonly limit: bigint
}

export type BoundRule = 'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum'

export const BOUND_RULES: readonly BoundRule[] = ['minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum']

export const isLower = (rule: BoundRule): boolean => rule === 'minimum' || rule === 'exclusiveMinimum'

/** Turns bound texts into integers: `exact` says where the text lies in units of the value, as a fraction. */
export function rangeOf(
  constraints: FieldConstraints,
  type: { readonly low: bigint; readonly high: bigint },
  exact: (text: string) => Fraction | undefined,
): Range {
  const bounds = BOUND_RULES.flatMap((rule) => {
    const text = constraints[rule]
    return text === undefined ? [] : [boundOf(rule, text, exact(text))]
  })
  let { low, high } = type
  for (const bound of bounds)
    if (isLower(bound.rule)) {
      if (bound.limit > low) low = bound.limit
    } else if (bound.limit < high) high = bound.limit
  return { low, high, bounds }
}

function boundOf(rule: BoundRule, text: string, at: Fraction | undefined): Bound {
  if (at === undefined)
    throw new DqError(`${rule} ${JSON.stringify(text)} is not a value of the field's type`, {
      hint: 'write a number for numbers, ISO 8601 text in UTC for dates and timestamps',
    })
  const floor = floorDiv(at.numerator, at.denominator)
  const isWhole = floor * at.denominator === at.numerator
  const limit =
    rule === 'minimum'
      ? isWhole
        ? floor
        : floor + 1n
      : rule === 'exclusiveMinimum'
        ? floor + 1n
        : rule === 'maximum'
          ? floor
          : isWhole
            ? floor - 1n
            : floor
  return { rule, text, limit }
}

export interface Fraction {
  readonly numerator: bigint
  /** Positive. */
  readonly denominator: bigint
}

/** A decimal number with an optional exponent, in units of 10^−scale. */
export function numberBound(text: string, scale: number): Fraction | undefined {
  const parts = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text)
  if (parts === null) return undefined
  const digits = BigInt(`${parts[2]}${parts[3] ?? ''}`)
  const exponent = Number(parts[4] ?? 0) - (parts[3] ?? '').length + scale
  const numerator = (parts[1] === '-' ? -digits : digits) * 10n ** BigInt(Math.max(0, exponent))
  return { numerator, denominator: 10n ** BigInt(Math.max(0, -exponent)) }
}

export const dateBound = (text: string): Fraction | undefined => whole(parseDate(text))

export const timestampBound = (text: string): Fraction | undefined => whole(parseTimestamp(text))

const whole = (value: number): Fraction | undefined =>
  Number.isNaN(value) ? undefined : { numerator: BigInt(value), denominator: 1n }

const floorDiv = (a: bigint, b: bigint): bigint => (a < 0n && a % b !== 0n ? a / b - 1n : a / b)
