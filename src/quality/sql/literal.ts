import type { Dialect } from './dialect.ts'

/** A value that a suite can give. */
export type Literal = string | number | boolean

/**
 * The value as SQL, to be compared with a column of that neutral type. A number is written as it was read: 0.1 is a decimal
 * there, so it compares exactly with decimals.
 */
export function literal(value: Literal, dialect: Dialect, type: string | undefined): string {
  if (typeof value !== 'string') return String(value)
  return type === 'date' || type === 'timestamp' ? dialect.instant(value, type) : dialect.text(value)
}

/** `value IN (…)`; nothing is in an empty set, and of no value it is unknown. */
export const inSet = (value: string, set: readonly Literal[], dialect: Dialect, type: string | undefined): string =>
  set.length === 0
    ? `CASE WHEN ${value} IS NOT NULL THEN FALSE END`
    : `${value} IN (${set.map((item) => literal(item, dialect, type)).join(', ')})`

/** Conditions that must all hold; `TRUE` when there is none. */
export function all(...conditions: readonly (string | undefined)[]): string {
  const given = conditions.filter((condition) => condition !== undefined)
  if (given.length === 0) return 'TRUE'
  return given.length === 1 ? (given[0] ?? '') : given.map((condition) => `(${condition})`).join(' AND ')
}
