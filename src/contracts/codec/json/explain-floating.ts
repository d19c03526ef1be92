import { isLower } from '../range.ts'
import { mismatch, RecordProblem } from '../record-problem.ts'
import type { ShapeOf } from '../shape.ts'
import { BOUND_NAMES } from './explain-range.ts'

type Floating = ShapeOf<'float' | 'double'>

/** The number, or undefined. */
export function doubleFromJson(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  return value === 'NaN' ? Number.NaN : value === 'Infinity' ? Infinity : value === '-Infinity' ? -Infinity : undefined
}

/** The nearest binary32, or undefined. */
export function floatFromJson(value: unknown): number | undefined {
  const double = doubleFromJson(value)
  if (double === undefined) return undefined
  const float = Math.fround(double)
  // A finite number that only overflows by rounding is not a float.
  return Number.isFinite(double) && !Number.isFinite(float) ? undefined : float
}

const OPERATORS = { minimum: '>=', maximum: '<=', exclusiveMinimum: '>', exclusiveMaximum: '<' } as const

/** Source that is true when a bound is broken; it begins with ` || `, or is empty. */
export const breaksBounds = (shape: Floating, value: string): string =>
  shape.bounds.map(({ rule, limit }) => ` || !(${value} ${OPERATORS[rule]} ${limit})`).join('')

/** The problem of a value that is no number of the type, or breaks a bound. */
export function explainFloating(shape: Floating, value: unknown, path: string): RecordProblem {
  const number = shape.kind === 'float' ? floatFromJson(value) : doubleFromJson(value)
  const broken =
    number === undefined ? undefined : shape.bounds.find(({ rule, limit }) => isBroken(rule, number, limit))
  if (number === undefined || broken === undefined) return mismatch(`a ${shape.kind}`, value, path)
  if (Number.isNaN(number))
    return new RecordProblem('constraint', path, `NaN is not within the ${BOUND_NAMES[broken.rule]} ${broken.text}`)
  const relation = isLower(broken.rule) ? 'below' : 'above'
  return new RecordProblem(
    'constraint',
    path,
    `${number} is ${relation} the ${BOUND_NAMES[broken.rule]} ${broken.text}`,
  )
}

function isBroken(rule: keyof typeof OPERATORS, value: number, limit: number): boolean {
  switch (rule) {
    case 'minimum':
      return !(value >= limit)
    case 'exclusiveMinimum':
      return !(value > limit)
    case 'maximum':
      return !(value <= limit)
    case 'exclusiveMaximum':
      return !(value < limit)
  }
}
