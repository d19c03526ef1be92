import { DqError } from '../../kernel/errors.ts'
import { MAX_NUMBER_PRECISION, MAX_PRECISION, type Type } from '../../kernel/value-type.ts'
import type { CodeBlock } from './js/code-block.ts'
import { convertExact, inRange } from './js/exact.ts'
import { mismatch, wants } from './mismatch.ts'
import type { JsArg, OperatorProblem, SqlArg } from './operator.ts'
import { sqlAs } from './sql/convert.ts'
import { typeText } from './type-text.ts'
import { commonType, type DecimalType, decimalType, digitsOf, type ExprType, isBigint, isNumeric } from './types.ts'

/** Digits that the exact result of a decimal operation may have, before it is capped at 38. */
export interface Digits {
  readonly precision: number
  readonly scale: number
}

/** The type rule that add, sub and mul share: decimals by `digits`, everything else in the wider of both types. */
export function arithmeticType(
  args: readonly ExprType[],
  digits: (a: Digits, b: Digits) => Digits,
): Type | OperatorProblem {
  const wrong = args.find((arg) => !isNumeric(arg))
  if (wrong !== undefined) return wants('numbers', wrong)
  const [a, b] = [digitsOf(args[0]!), digitsOf(args[1]!)]
  if (a !== undefined && b !== undefined && args.some((arg) => arg.kind === 'decimal')) {
    const { precision, scale } = digits(a, b)
    if (scale > MAX_PRECISION)
      return { message: `the result needs ${scale} digits after the point`, fix: 'cast an operand to a smaller scale' }
    return decimalType(
      Math.min(precision, MAX_PRECISION),
      scale,
      args.some((arg) => arg.nullable),
    )
  }
  return commonType(args) ?? mismatch(args)
}

/** One more digit than the longer operand; the scale is the greater one. */
export const sumDigits = (a: Digits, b: Digits): Digits => {
  const scale = Math.max(a.scale, b.scale)
  return { precision: Math.max(a.precision - a.scale, b.precision - b.scale) + scale + 1, scale }
}

export const productDigits = (a: Digits, b: Digits): Digits => ({
  precision: a.precision + b.precision,
  scale: a.scale + b.scale,
})

/** Binary arithmetic on doubles and floats; a float result is rounded to 32 bits. */
export const approximateJs = (expression: string, type: Type): string =>
  type.kind === 'float' ? `Math.fround(${expression})` : `(${expression})`

/** `a ± b` in JavaScript for every numeric type; exact types are range-checked where the result may not fit. */
export function sumJs(name: string, sign: '+' | '-', [a, b]: readonly JsArg[], type: Type, out: CodeBlock): string {
  if (a === undefined || b === undefined) throw new Error(`${name} needs two arguments`)
  switch (type.kind) {
    case 'double':
    case 'float':
      return approximateJs(`${a.text} ${sign} ${b.text}`, type)
    case 'decimal':
      return decimalSumJs(name, sign, a, b, type, out)
    default: {
      const [x, y] = [a, b].map((arg) => convertExact(arg.text, arg.type, type, name, out))
      return inRange(`${x} ${sign} ${y}`, type, name, out)
    }
  }
}

function decimalSumJs(name: string, sign: '+' | '-', a: JsArg, b: JsArg, type: DecimalType, out: CodeBlock): string {
  const [da, db] = [digitsOf(a.type)!, digitsOf(b.type)!]
  const capped = sumDigits(da, db).precision > type.precision
  const small = (digits: Digits): boolean => digits.precision + type.scale - digits.scale <= MAX_NUMBER_PRECISION
  if (small(da) && small(db)) {
    // Both sides below 10^15 at the result's scale: the sum is a safe integer, whatever holds the result.
    const [x, y] = [a, b].map((arg) => convertExact(arg.text, arg.type, decimalType(15, type.scale), name, out))
    return isBigint(type) ? `BigInt(${x} ${sign} ${y})` : `(${x} ${sign} ${y})`
  }
  const aligned = decimalType(MAX_PRECISION, type.scale)
  const [x, y] = [a, b].map((arg) => convertExact(arg.text, arg.type, aligned, name, out))
  return capped ? inRange(`${x} ${sign} ${y}`, type, name, out) : `(${x} ${sign} ${y})`
}

/** `a ± b` in DuckDB: decimals are widened first, because DuckDB stops at 18 digits when both operands have no more. */
export function sumDuckdb(sign: '+' | '-', args: readonly SqlArg[], type: Type): string {
  const operand = type.kind === 'decimal' ? decimalType(MAX_PRECISION, type.scale) : type
  const [a, b] = args.map((arg) => sqlAs(arg, operand, 'duckdb'))
  if (type.kind !== 'decimal') return `(${a} ${sign} ${b})`
  const sum = `CAST(${a} ${sign} ${b} AS DECIMAL(${type.precision}, ${type.scale}))`
  // An operand that does not fit beside the other one's scale must not fail where the other one is null.
  const nulls = args.filter((arg) => arg.type.nullable).map((arg) => `${arg.text} IS NULL`)
  const capped = sumDigits(digitsOf(args[0]!.type)!, digitsOf(args[1]!.type)!).precision > MAX_PRECISION
  return capped && nulls.length > 0 ? `(CASE WHEN ${nulls.join(' OR ')} THEN NULL ELSE ${sum} END)` : sum
}

/** `a ± b` in Flink, whose result type for decimals is ours as long as 38 digits are enough. */
export function sumFlink(sign: '+' | '-', args: readonly SqlArg[], type: Type): string {
  if (type.kind !== 'decimal') {
    const [a, b] = args.map((arg) => sqlAs(arg, type, 'flink'))
    return `(${a} ${sign} ${b})`
  }
  const { precision } = sumDigits(digitsOf(args[0]!.type)!, digitsOf(args[1]!.type)!)
  flinkKeepsScale(precision, type)
  const [a, b] = args.map((arg) => asDecimal(arg))
  return `CAST(${a} ${sign} ${b} AS DECIMAL(${type.precision}, ${type.scale}))`
}

/** Flink (and Calcite) treat an INT as DECIMAL(10, 0): said aloud, so that no engine's own rule for mixing types applies. */
export function asDecimal(arg: SqlArg): string {
  const { precision, scale } = digitsOf(arg.type)!
  return sqlAs(arg, decimalType(precision, scale), 'flink')
}

/**
 * Beyond 38 digits Flink gives up digits after the point, down to 6, and rounds (LogicalTypeMerging.adjustPrecisionScale).
 * @throws DqError when it would.
 */
export function flinkKeepsScale(precision: number, type: DecimalType): void {
  if (precision <= MAX_PRECISION) return
  const kept = Math.max(MAX_PRECISION - (precision - type.scale), Math.min(type.scale, 6))
  if (kept < type.scale)
    throw new DqError(
      `Flink would round this ${typeText({ ...type, nullable: false })}: the exact result needs ${precision} digits`,
      {
        hint: 'cast the operands to fewer digits first',
      },
    )
}
