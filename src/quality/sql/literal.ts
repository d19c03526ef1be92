import type { Dialect } from './dialect.ts'

/** A value that a suite can give. */
export type Literal = string | number | boolean

/** The value as SQL. A number is written as it was read: 0.1 is a decimal there, so it compares exactly with decimals. */
export const literal = (value: Literal, dialect: Dialect): string =>
  typeof value === 'string' ? dialect.text(value) : String(value)

/** `value IN (…)`; nothing is in an empty set. */
export const inSet = (value: string, set: readonly Literal[], dialect: Dialect): string =>
  set.length === 0 ? 'FALSE' : `${value} IN (${set.map((item) => literal(item, dialect)).join(', ')})`

/** `value LIKE pattern`; without an escape character a backslash is a character like any other. */
export const like = (value: string, pattern: string, escapedBy: string | null | undefined, dialect: Dialect): string =>
  `${value} LIKE ${dialect.text(pattern)}${escapedBy === null || escapedBy === undefined ? '' : ` ESCAPE ${dialect.text(escapedBy)}`}`

/** Conditions that must all hold; `TRUE` when there is none. */
export function all(...conditions: readonly (string | undefined)[]): string {
  const given = conditions.filter((condition) => condition !== undefined)
  if (given.length === 0) return 'TRUE'
  return given.length === 1 ? (given[0] ?? '') : given.map((condition) => `(${condition})`).join(' AND ')
}
