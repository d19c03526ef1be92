import { MAX_NUMBER_PRECISION } from '../../../kernel/value-type.ts'
import type { LiteralExpr } from '../ir.ts'
import { daysOf, digitsOfDecimal, microsOf } from '../literals.ts'

/** The literal in the representation of its type, as JavaScript text. */
export function jsLiteral(literal: LiteralExpr): string {
  switch (literal.type) {
    case 'null':
      return 'null'
    case 'boolean':
      return String(literal.value)
    case 'int':
    case 'double':
    case 'float':
      return Object.is(literal.value, -0) ? '-0' : String(literal.value)
    case 'string':
      return jsString(literal.value)
    case 'long':
      return `${BigInt(literal.value)}n`
    case 'decimal': {
      const unscaled = BigInt(literal.value.replace('.', ''))
      return digitsOfDecimal(literal.value).precision > MAX_NUMBER_PRECISION ? `${unscaled}n` : String(unscaled)
    }
    case 'timestamp':
      return String(microsOf(literal.value))
    case 'date':
      return String(daysOf(literal.value))
    case 'bytes':
      return `rt.bytes(${jsString(literal.value)})`
  }
}

/** A JavaScript string literal; the line separators that JSON leaves alone are escaped. */
export const jsString = (value: string): string =>
  JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
