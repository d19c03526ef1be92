import { formatDate } from '../civil-date.ts'
import { formatDecimal } from '../decimal.ts'
import { isLower, type Range } from '../range.ts'
import { mismatch, RecordProblem } from '../record-problem.ts'
import type { ShapeOf } from '../shape.ts'
import { formatTime, formatTimestamp } from '../timestamp.ts'

type Ranged = ShapeOf<'int' | 'int53' | 'long' | 'decimal' | 'date' | 'time' | 'timestamp'>

/** The problem of a value that has the representation of its type (or not even that) but is outside its range. */
export function outsideRange(shape: Ranged, value: unknown, path: string): RecordProblem {
  if (!isIntegral(value)) return mismatch(nameOf(shape), value, path)
  const broken = shape.range.bounds.find(({ rule, limit }) => (isLower(rule) ? value < limit : value > limit))
  if (broken === undefined) return mismatch(nameOf(shape), value, path)
  const relation = isLower(broken.rule) ? 'below' : 'above'
  return new RecordProblem(
    'constraint',
    path,
    `${display(shape, value)} is ${relation} the ${BOUND_NAMES[broken.rule]} ${broken.text}`,
  )
}

const isIntegral = (value: unknown): value is number | bigint =>
  typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value))

/** The type in words. */
export function nameOf(shape: Ranged): string {
  switch (shape.kind) {
    case 'decimal':
      return `a decimal(${shape.precision},${shape.scale})`
    case 'int53':
    case 'long':
      return 'a long'
    case 'int':
      return 'an int (32 bits)'
    default:
      return `a ${shape.kind}`
  }
}

function display(shape: Ranged, value: number | bigint): string {
  switch (shape.kind) {
    case 'decimal':
      return formatDecimal(value, shape.scale)
    case 'date':
      return formatDate(Number(value))
    case 'time':
      return formatTime(Number(value))
    case 'timestamp':
      return formatTimestamp(Number(value))
    default:
      return String(value)
  }
}

export const BOUND_NAMES = {
  minimum: 'minimum',
  maximum: 'maximum',
  exclusiveMinimum: 'exclusive minimum',
  exclusiveMaximum: 'exclusive maximum',
} as const

/** Source of a test that a number (or, with `wide`, a bigint) is inside; false for NaN and undefined. */
export function insideRange(value: string, range: Range, wide: boolean): string {
  const suffix = wide ? 'n' : ''
  return `(${value} >= ${range.low}${suffix} && ${value} <= ${range.high}${suffix})`
}
