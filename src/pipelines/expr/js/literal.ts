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
      return number(Object.is(literal.value, -0) ? '-0' : literal.value)
    case 'string':
      return jsString(literal.value)
    case 'long':
      return number(`${BigInt(literal.value)}n`)
    case 'decimal': {
      const unscaled = BigInt(literal.value.replace('.', ''))
      return digitsOfDecimal(literal.value).precision > MAX_NUMBER_PRECISION ? number(`${unscaled}n`) : number(unscaled)
    }
    case 'timestamp':
      return number(microsOf(literal.value))
    case 'date':
      return number(daysOf(literal.value))
    case 'bytes':
      return `rt.bytes(${jsString(literal.value)})`
  }
}

/** Negative numbers in parentheses: a minus may stand before them. */
const number = (value: unknown): string => (String(value).startsWith('-') ? `(${value})` : String(value))

/** A JavaScript string literal; the line separators that JSON leaves alone are escaped. */
export const jsString = (value: string): string =>
  JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
