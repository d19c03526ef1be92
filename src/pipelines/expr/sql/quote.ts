import type { Dialect } from './dialect.ts'

/** A string literal: both dialects take doubled quotes, and a backslash is just a backslash. */
export const sqlString = (value: string): string => `'${value.replaceAll("'", "''")}'`

/** An identifier, always quoted: no keyword and no case folding can get at it. */
export const sqlName = (name: string, dialect: Dialect): string =>
  dialect === 'duckdb' ? `"${name.replaceAll('"', '""')}"` : `\`${name.replaceAll('`', '``')}\``
