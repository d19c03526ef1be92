import { MAX_PRECISION, type Type } from '../../../kernel/value-type.ts'
import { typeText } from '../../expr/type-text.ts'
import { decimalType, digitsOf, isExact, isNumeric } from '../../expr/types.ts'
import type { Expr, ExprOf } from '../ast.ts'
import type { Analyser } from './analysis.ts'
import { type SqlType, scalar, UNKNOWN } from './sql-type.ts'

/** Spark gives a product one digit more than the others, and rounds when that is more than 38. */
const MOST_OF_A_PRODUCT = MAX_PRECISION - 1

/** The type of `+ - * / %`; a problem where the engines would not agree on the value. */
export function arithmeticType(
  analyser: Analyser,
  expr: ExprOf<'binary'>,
  [left, right]: readonly [SqlType, SqlType],
  isCast: boolean,
): SqlType {
  const nullable = left.nullable || right.nullable || expr.op === '/' || expr.op === '%'
  const wrong = (message: string, fix: string): SqlType => {
    analyser.problem('sql-type-mismatch', expr.at, message, fix)
    return UNKNOWN
  }
  const moved = movedTime(expr, left, right)
  if (moved !== undefined) return moved
  if (expr.left.kind === 'interval' || expr.right.kind === 'interval')
    return wrong(
      'an interval is added to a date or a timestamp, days or more to a date',
      "e.g. placed_at + INTERVAL '1' DAY",
    )
  if (left.kind === 'null' || right.kind === 'null') return UNKNOWN
  if (!isNumeric(left) || !isNumeric(right))
    return wrong(
      `${typeText(left)} ${expr.op} ${typeText(right)} has no meaning`,
      left.kind === 'date' && right.kind === 'date' ? "write DATE_DIFF('day', from, to)" : 'CAST them to numbers',
    )
  const exact = isExact(left) && isExact(right)
  if (!exact && (isExact(left) || isExact(right)))
    return wrong(
      `${typeText(left)} ${expr.op} ${typeText(right)}: an exact number and a binary float`,
      'CAST one of them: to decimal to stay exact, to double where that does not matter',
    )
  if (!exact) return expr.op === '%' ? wrong('% takes whole numbers', 'CAST to bigint') : scalar('double', nullable)
  if (expr.op === '/' && !isCast)
    return wrong(
      `each engine divides ${typeText(left)} by ${typeText(right)} to other digits`,
      'say which digits are meant: CAST(a / b AS decimal(15, 2)) is exact and rounds half up',
    )
  if (expr.op === '/') return decimalType(MAX_PRECISION, 0, true)
  if (left.kind === 'decimal' || right.kind === 'decimal') return exactType(expr, left, right, nullable, wrong)
  return scalar(left.kind === 'int' && right.kind === 'int' ? 'int' : 'long', nullable)
}

function exactType(
  expr: ExprOf<'binary'>,
  left: SqlType,
  right: SqlType,
  nullable: boolean,
  wrong: (message: string, fix: string) => SqlType,
): SqlType {
  if (expr.op === '%') return wrong('% takes whole numbers', 'CAST to bigint')
  const [a, b] = [digitsIn(expr.left, left), digitsIn(expr.right, right)]
  if (expr.op === '*') {
    const precision = a.precision + b.precision
    return precision > MOST_OF_A_PRODUCT
      ? wrong(
          `the product may have ${precision} digits, ${MOST_OF_A_PRODUCT} is the most`,
          'CAST the factors to fewer digits',
        )
      : decimalType(precision, a.scale + b.scale, nullable)
  }
  const scale = Math.max(a.scale, b.scale)
  // A sum of 38 digits is checked for overflow by every engine; it is not rounded.
  const precision = Math.max(a.precision - a.scale, b.precision - b.scale) + scale + 1
  return decimalType(Math.min(MAX_PRECISION, precision), scale, nullable)
}

/** A written number has the digits it is written with, not the ten of an int. */
function digitsIn(expr: Expr, type: SqlType): { readonly precision: number; readonly scale: number } {
  if (expr.kind === 'literal' && expr.type === 'integer') return { precision: expr.text.length, scale: 0 }
  return digitsOf(type)!
}

/** A date or timestamp and an interval. */
function movedTime(expr: ExprOf<'binary'>, left: SqlType, right: SqlType): Type | undefined {
  if (expr.op !== '+' && expr.op !== '-') return undefined
  if (expr.right.kind !== 'interval' || (left.kind !== 'date' && left.kind !== 'timestamp')) return undefined
  const { unit } = expr.right
  if (left.kind === 'date' && (unit === 'hour' || unit === 'minute' || unit === 'second')) return undefined
  return { ...left, nullable: left.nullable || right.nullable }
}
