import { DqError } from '../../kernel/errors.ts'
import type { FieldConstraints } from '../model.ts'
import { MAX_DAYS, MIN_DAYS } from './civil-date.ts'
import { BOUND_RULES, dateBound, type Fraction, numberBound, type Range, rangeOf, timestampBound } from './range.ts'
import type { BaseShape, FloatBound, ShapeOf, TextLimits } from './shape.ts'

/** A shape before the contract has narrowed it. */
export type Constrained =
  | Exclude<BaseShape, Limited>
  | { readonly kind: 'int' | 'long' | 'float' | 'double' | 'string' | 'date' }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number; readonly size?: number }
  | { readonly kind: 'time' | 'timestamp'; readonly unit: 'millis' | 'micros' }
  | { readonly kind: 'enum'; readonly name: string; readonly symbols: readonly string[] }
  | { readonly kind: 'uuid'; readonly stored: 'string' | 'fixed' }

type Limited = { readonly range: Range } | { readonly limits: TextLimits } | { readonly bounds: readonly FloatBound[] }

/** The shape with the contract's constraints; a long that they bound within ±(2^53 − 1) becomes an int53. */
export function applyConstraints(shape: Constrained, constraints: FieldConstraints): BaseShape {
  switch (shape.kind) {
    case 'int':
      return { kind: 'int', range: numeric(shape.kind, constraints, between(-(2n ** 31n), 2n ** 31n - 1n), 0) }
    case 'long': {
      const range = numeric(shape.kind, constraints, between(-(2n ** 63n), 2n ** 63n - 1n), 0)
      return { kind: range.low >= -MAX_SAFE && range.high <= MAX_SAFE ? 'int53' : 'long', range }
    }
    case 'decimal': {
      const most = 10n ** BigInt(shape.precision) - 1n
      return { ...shape, range: numeric(shape.kind, constraints, between(-most, most), shape.scale) }
    }
    case 'date':
      return {
        kind: 'date',
        range: dated(shape.kind, constraints, between(BigInt(MIN_DAYS), BigInt(MAX_DAYS)), dateBound),
      }
    case 'time':
      return {
        ...shape,
        kind: 'time',
        range: dated(shape.kind, constraints, between(0n, 86_399_999_999n), () => undefined),
      }
    case 'timestamp':
      return {
        ...shape,
        kind: 'timestamp',
        range: dated(shape.kind, constraints, between(-MAX_SAFE, MAX_SAFE), timestampBound),
      }
    case 'float':
    case 'double':
      refuse(shape.kind, constraints, TEXT_RULES)
      return { kind: shape.kind, bounds: floatBounds(constraints) }
    case 'string':
      return { kind: 'string', limits: textLimits(shape.kind, constraints) }
    case 'enum':
    case 'uuid':
      return { ...shape, limits: textLimits(shape.kind, constraints) } as ShapeOf<'enum' | 'uuid'>
    default:
      refuse(shape.kind, constraints, [...TEXT_RULES, ...BOUND_RULES])
      return shape
  }
}

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER)
const TEXT_RULES = ['minLength', 'maxLength', 'pattern'] as const

const between = (low: bigint, high: bigint) => ({ low, high })

function numeric(
  kind: string,
  constraints: FieldConstraints,
  type: { low: bigint; high: bigint },
  scale: number,
): Range {
  refuse(kind, constraints, TEXT_RULES)
  return rangeOf(constraints, type, (text) => numberBound(text, scale))
}

function dated(
  kind: string,
  constraints: FieldConstraints,
  type: { low: bigint; high: bigint },
  bound: (text: string) => Fraction | undefined,
): Range {
  refuse(kind, constraints, TEXT_RULES)
  return rangeOf(constraints, type, bound)
}

const floatBounds = (constraints: FieldConstraints): FloatBound[] =>
  BOUND_RULES.flatMap((rule) => {
    const text = constraints[rule]
    if (text === undefined) return []
    if (numberBound(text, 0) === undefined) throw new DqError(`${rule} ${JSON.stringify(text)} is not a number`)
    return [{ rule, text, limit: Number(text) }]
  })

function textLimits(kind: string, constraints: FieldConstraints): TextLimits {
  refuse(kind, constraints, BOUND_RULES)
  const { minLength, maxLength, pattern } = constraints
  return {
    ...(minLength !== undefined && { minLength }),
    ...(maxLength !== undefined && { maxLength }),
    ...(pattern !== undefined && { pattern: compilePattern(pattern) }),
  }
}

function compilePattern(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u')
  } catch (cause) {
    throw new DqError(`pattern ${JSON.stringify(pattern)} is not an ECMAScript regular expression: ${String(cause)}`, {
      hint: 'the u flag is set: escape only what must be escaped',
    })
  }
}

/** A constraint that would check nothing is a mistake of the contract, not something to pass over. */
function refuse(kind: string, constraints: FieldConstraints, rules: readonly (keyof FieldConstraints)[]): void {
  const rule = rules.find((name) => constraints[name] !== undefined)
  if (rule !== undefined)
    throw new DqError(`${rule} means nothing for the type ${kind}`, { hint: `remove ${rule} from logicalTypeOptions` })
}
