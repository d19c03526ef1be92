import { sqlIdentifier, sqlText } from '../../../kernel/sql-text.ts'
import type { Dialect } from './dialect.ts'

/** A string literal: both dialects take doubled quotes, and a backslash is just a backslash. */
export const sqlString = (value: string): string => sqlText(value)

/** An identifier, always quoted: no keyword and no case folding can get at it. */
export const sqlName = (name: string, dialect: Dialect): string =>
  dialect === 'duckdb' ? sqlIdentifier(name) : `\`${name.replaceAll('`', '``')}\``
