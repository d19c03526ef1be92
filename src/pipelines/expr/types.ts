import { MAX_NUMBER_PRECISION, MAX_PRECISION, type Type } from '../../kernel/value-type.ts'

/** What an expression can be: a type, or a bare `null` that takes its type from where it stands. */
export type ExprType = Type | NullType

export interface NullType {
  readonly kind: 'null'
  readonly nullable: true
}

export type DecimalType = Extract<Type, { readonly kind: 'decimal' }>

const EXACT_DIGITS: Partial<Record<ExprType['kind'], number>> = { int: 10, int53: 16, long: 19 }
const WIDENING = ['int', 'int53', 'long'] as const

/** Digits of an exact number: an int has at most 10, an int53 16, a long 19, a decimal what it says. */
export function digitsOf(type: ExprType): { readonly precision: number; readonly scale: number } | undefined {
  if (type.kind === 'decimal') return type
  const precision = EXACT_DIGITS[type.kind]
  return precision === undefined ? undefined : { precision, scale: 0 }
}

/** int, int53, long or decimal: numbers that are what they are written as. */
export const isExact = (type: ExprType): boolean => digitsOf(type) !== undefined

export const isNumeric = (type: ExprType): boolean => isExact(type) || type.kind === 'double' || type.kind === 'float'

/** Whether a bigint holds the values of this type; other exact numbers are held as a safe integer. */
export const isBigint = (type: ExprType): boolean =>
  type.kind === 'long' || (type.kind === 'decimal' && type.precision > MAX_NUMBER_PRECISION)

export const decimalType = (precision: number, scale: number, nullable = false): DecimalType => ({
  kind: 'decimal',
  precision,
  scale,
  nullable,
})

export const withNullable = <T extends Type>(type: T, nullable: boolean): T =>
  type.nullable === nullable ? type : { ...type, nullable }

/** Same values, whatever the nullability. Nested records and unions are only the same when they are one object. */
export function sameType(a: ExprType, b: ExprType): boolean {
  if (a.kind === 'decimal' && b.kind === 'decimal') return a.precision === b.precision && a.scale === b.scale
  if (a.kind === 'array' && b.kind === 'array')
    return sameType(a.items, b.items) && a.items.nullable === b.items.nullable
  if (a.kind === 'map' && b.kind === 'map')
    return sameType(a.values, b.values) && a.values.nullable === b.values.nullable
  if (a.kind === 'record' && b.kind === 'record') return a.fields === b.fields
  if (a.kind === 'union' && b.kind === 'union') return a.branches === b.branches
  return a.kind === b.kind
}

/**
 * The least type that holds the values of all: equal types as they are, exact numbers widened without loss. Nullable when one
 * of them is. Undefined when there is none, among others when a decimal would need more than 38 digits.
 */
export function commonType(types: readonly ExprType[]): Type | undefined {
  const nullable = types.some((type) => type.nullable)
  const known = types.filter((type) => type.kind !== 'null')
  const first = known[0]
  if (first === undefined) return undefined
  if (known.every((type) => sameType(type, first))) return withNullable(first, nullable)
  if (!known.every(isExact)) return undefined
  if (known.some((type) => type.kind === 'decimal')) {
    const digits = known.map((type) => digitsOf(type)!)
    const scale = Math.max(...digits.map((d) => d.scale))
    const precision = Math.max(...digits.map((d) => d.precision - d.scale)) + scale
    return precision > MAX_PRECISION ? undefined : decimalType(precision, scale, nullable)
  }
  const rank = Math.max(...known.map((type) => WIDENING.indexOf(type.kind as 'int')))
  return { kind: WIDENING[rank]!, nullable }
}
