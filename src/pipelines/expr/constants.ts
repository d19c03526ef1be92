import { dateLiteral, decimalLiteral, doubleLiteral, longLiteral, timestampLiteral } from './literals.ts'
import { type TypedExpr, wrap } from './typed.ts'

/** An exact decimal, e.g. `decimal('12.30')`. */
export const decimal = (text: string): TypedExpr<'decimal'> => wrap(decimalLiteral(text))

export const double = (value: number): TypedExpr<'double'> => wrap(doubleLiteral(value))

/** The nearest 32-bit float. */
export const float = (value: number): TypedExpr<'float'> => wrap(doubleLiteral(value, 'float'))

export const long = (value: bigint | number): TypedExpr<'long'> => wrap(longLiteral(BigInt(value)))

/** An instant in ISO 8601 UTC with up to 6 digits of a second, e.g. `timestamp('2017-03-08T12:00:00Z')`. */
export const timestamp = (text: string): TypedExpr<'timestamp'> => wrap(timestampLiteral(text))

export const date = (text: string): TypedExpr<'date'> => wrap(dateLiteral(text))
