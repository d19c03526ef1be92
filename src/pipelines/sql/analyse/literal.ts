import { decimalType } from '../../expr/types.ts'
import type { ExprOf } from '../ast.ts'
import { type SqlType, scalar, UNKNOWN } from './sql-type.ts'

/** The type of a written value: a number with a point is a decimal of its own digits. */
export function literalType({ type, text }: ExprOf<'literal'>): SqlType {
  switch (type) {
    case 'integer':
      return scalar(BigInt(text) <= 2147483647n ? 'int' : 'long', false)
    case 'decimal': {
      const [whole = '', fraction = ''] = text.split('.')
      const digits = whole.replace(/^0+/, '').length + fraction.length
      return decimalType(Math.max(digits, 1), fraction.length)
    }
    case 'null':
      return UNKNOWN
    default:
      return scalar(type, false)
  }
}
