import type { Type } from '../../../kernel/value-type.ts'
import { commonType, type ExprType, isExact, sameType } from '../../expr/types.ts'

/** The type of an expression; a bare NULL, and what could not be understood, is `null` and goes with everything. */
export type SqlType = ExprType

export const UNKNOWN: SqlType = { kind: 'null', nullable: true }

export const scalar = (
  kind: 'boolean' | 'int' | 'long' | 'double' | 'string' | 'date' | 'timestamp',
  nullable: boolean,
): Type => ({
  kind,
  nullable,
})

/** SQL has one 64-bit integer, whatever the contract bounds it to. */
export const sqlTypeOf = (type: Type): Type =>
  type.kind === 'int53' ? { kind: 'long', nullable: type.nullable } : type

const isFloating = (type: SqlType): boolean => type.kind === 'double' || type.kind === 'float'

/** Whether the three engines compare two such values in one way, without a conversion that may lose something. */
export const isComparable = (a: SqlType, b: SqlType): boolean =>
  a.kind === 'null' ||
  b.kind === 'null' ||
  sameType(a, b) ||
  (isExact(a) && isExact(b)) ||
  (isFloating(a) && isFloating(b))

/** The type of a column that is made of several: of CASE, COALESCE, UNION. Undefined when they have none in common. */
export function meetingType(types: readonly SqlType[]): SqlType | undefined {
  if (types.every((type) => type.kind === 'null')) return UNKNOWN
  if (types.every((type) => type.kind === 'null' || isFloating(type)))
    return { kind: 'double', nullable: types.some(({ nullable }) => nullable) }
  return commonType(types)
}
