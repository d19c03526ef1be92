import { MAX_NUMBER_PRECISION, MAX_PRECISION, type Type } from '../../../kernel/value-type.ts'
import { divideJs } from '../js/divide.ts'
import type { Rounding } from '../js/runtime.ts'
import type { ExactOperand } from '../kinds.ts'
import { mismatch } from '../mismatch.ts'
import { type CallFacts, defineOperator, type OperatorProblem } from '../operator.ts'
import { divideDuckdb, divideFlink } from '../sql/divide.ts'
import { call, type TypedExpr } from '../typed.ts'
import { decimalType, digitsOf, type ExprType, isBigint, sameType } from '../types.ts'

export interface DivOptions {
  /** Digits after the point. */
  readonly scale: number
  readonly rounding: Rounding
  /** Digits in all. Default: what any quotient needs, but at most 15 when both operands have no more (a greater quotient overflows). */
  readonly precision?: number
}

/** Doubles divide as they are; exact numbers say how the quotient is rounded. */
export function div<A extends ExactOperand, B extends ExactOperand>(
  a: A,
  b: B,
  options: DivOptions,
): TypedExpr<'decimal' | null>
export function div(a: TypedExpr<'double' | null>, b: TypedExpr<'double' | null>): TypedExpr<'double' | null>
export function div(
  a: ExactOperand | TypedExpr<'double' | null>,
  b: ExactOperand | TypedExpr<'double' | null>,
  options?: DivOptions,
): TypedExpr<'decimal' | 'double' | null> {
  return call('div', [a, b], options === undefined ? undefined : { ...options })
}

const roundings: readonly string[] = ['half-up', 'half-even', 'down'] satisfies Rounding[]

function quotientType([a, b]: readonly ExprType[], { options }: CallFacts): Type | OperatorProblem {
  const [da, db] = [digitsOf(a!), digitsOf(b!)]
  if (da === undefined || db === undefined) {
    if (a!.kind !== 'double' || !sameType(a!, b!)) return mismatch([a!, b!])
    return Object.keys(options).length === 0
      ? { kind: 'double', nullable: true }
      : { message: 'doubles are not rounded', fix: 'leave the options out' }
  }
  const { scale, rounding, precision } = options
  if (typeof scale !== 'number' || !Number.isInteger(scale) || scale < 0 || scale > MAX_PRECISION)
    return { message: `needs a scale from 0 to ${MAX_PRECISION}`, fix: 'add {scale: 4, rounding: "half-up"}' }
  if (typeof rounding !== 'string' || !roundings.includes(rounding))
    return { message: `needs a rounding: ${roundings.join(', ')}`, fix: 'add rounding: "half-up"' }
  if (precision !== undefined && !isPrecision(precision, scale))
    return { message: `precision must be a whole number from ${scale} to ${MAX_PRECISION}` }
  // |a| < 10^(p1-s1) and |b| ≥ 10^-s2; rounding can carry into one digit more when a quotient has more digits than the scale.
  const carry = rounding !== 'down' && scale < da.scale - db.scale ? 1 : 0
  const whole = Math.max(da.precision - da.scale + db.scale + carry, 0)
  const needed = Math.max(whole + scale, 1)
  const most = isBigint(a!) || isBigint(b!) ? MAX_PRECISION : Math.max(MAX_NUMBER_PRECISION, scale)
  return decimalType(typeof precision === 'number' ? precision : Math.min(needed, most), scale, true)
}

const isPrecision = (value: unknown, scale: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= Math.max(scale, 1) && value <= MAX_PRECISION

export default defineOperator({
  name: 'div',
  summary: 'The quotient, rounded as asked; null when the divisor is 0 or one is null.',
  arity: [2, 2],
  options: ['scale', 'rounding', 'precision'],
  type: quotientType,
  js: { nulls: 'strict', emit: divideJs },
  sql: { duckdb: divideDuckdb, flink: divideFlink },
  // biome-ignore format: one row a case
  cases: [
    [['decimal(12,2) 10.00', 'decimal(12,2) 3.00'], 'decimal(15,4)? 3.3333', { scale: 4, rounding: 'half-up' }],
    [['decimal(12,2) 20.00', 'decimal(12,2) 3.00'], 'decimal(15,4)? 6.6667', { scale: 4, rounding: 'half-up' }],
    [['decimal(12,2) 20.00', 'decimal(12,2) 3.00'], 'decimal(15,4)? 6.6666', { scale: 4, rounding: 'down' }],
    [['decimal(3,2) 1.25', 'int 1'], 'decimal(2,1)? 1.3', { scale: 1, rounding: 'half-up', precision: 2 }],
    [['decimal(3,2) 1.25', 'int 1'], 'decimal(2,1)? 1.2', { scale: 1, rounding: 'half-even', precision: 2 }],
    [['decimal(3,2) 1.35', 'int 1'], 'decimal(2,1)? 1.4', { scale: 1, rounding: 'half-even', precision: 2 }],
    [['decimal(3,2) -1.25', 'int 1'], 'decimal(2,1)? -1.3', { scale: 1, rounding: 'half-up', precision: 2 }],
    [['decimal(3,2) -1.25', 'int 1'], 'decimal(2,1)? -1.2', { scale: 1, rounding: 'down', precision: 2 }],
    [['int 1', 'int -8'], 'decimal(12,2)? -0.13', { scale: 2, rounding: 'half-up' }],
    [['int 0', 'int -8'], 'decimal(12,2)? 0.00', { scale: 2, rounding: 'half-up' }],
    [['int 1', 'int 0'], 'decimal(12,2)? null', { scale: 2, rounding: 'half-up' }],
    [['decimal(4,2) 9.99', 'decimal(4,2) 0.00'], 'decimal(8,4)? null', { scale: 4, rounding: 'half-up' }],
    [['decimal(4,2)? null', 'decimal(4,2) 1.00'], 'decimal(8,4)? null', { scale: 4, rounding: 'half-up' }],
    [['decimal(4,2) 1.00', 'decimal(4,2)? null'], 'decimal(8,4)? null', { scale: 4, rounding: 'half-up' }],
    // 9.99 to no digits is 10: one digit more than the operand had.
    [['decimal(3,2) 9.99', 'int 1'], 'decimal(2,0)? 10', { scale: 0, rounding: 'half-up' }],
    [['decimal(15,2) 9999999999999.99', 'decimal(15,2) 0.01'], 'overflow', { scale: 4, rounding: 'half-up' }],
    [['decimal(15,2) 9999999999999.99', 'decimal(15,2) 0.01'], 'decimal(19,4)? 999999999999999.0000', { scale: 4, rounding: 'half-up', precision: 19 }],
    // 0.00005 less 10^-17 at 18 digits would be 0.0000500000000000000 for an engine that rounds twice.
    [['decimal(15,2) 4999999999999.99', 'decimal(17,0) 99999999999999999'], 'decimal(19,4)? 0.0000', { scale: 4, rounding: 'half-up', precision: 19 }],
    [['long 9223372036854775807', 'int 2'], 'decimal(21,2)? 4611686018427387903.50', { scale: 2, rounding: 'half-up' }],
    [['double 1', 'double 3'], 'double? 0.3333333333333333'],
    [['double 1', 'double 0'], 'double? null'],
    [['double 1', 'double -0.0'], 'double? null'],
    [['double 1', 'int 3'], 'refused'],
    [['int 1', 'int 3'], 'refused'],
    [['int 1', 'int 3'], 'refused', { scale: 2, rounding: 'up' }],
  ],
})
