import { didYouMean } from '../kernel/suggest.ts'
import type { Needs, TableColumn } from './expectation.ts'

/** Neutral names of types, and what DuckDB, Trino, Spark and other SQL engines call them (without precision), in upper case. */
// biome-ignore format: one row a type
const NAMES: Readonly<Record<string, readonly string[]>> = {
  boolean:   ['BOOLEAN', 'BOOL', 'LOGICAL'],
  int:       ['INTEGER', 'INT', 'INT4', 'SMALLINT', 'TINYINT', 'UINTEGER', 'USMALLINT', 'UTINYINT', 'SHORT', 'BYTE'],
  long:      ['BIGINT', 'INT8', 'LONG', 'HUGEINT', 'UBIGINT', 'UHUGEINT'],
  float:     ['REAL', 'FLOAT', 'FLOAT4'],
  double:    ['DOUBLE', 'DOUBLE PRECISION', 'FLOAT8'],
  decimal:   ['DECIMAL', 'NUMERIC', 'DEC'],
  string:    ['VARCHAR', 'TEXT', 'STRING', 'CHAR', 'ENUM', 'UUID'],
  bytes:     ['BLOB', 'BYTEA', 'VARBINARY', 'BINARY'],
  date:      ['DATE'],
  time:      ['TIME', 'TIME WITH TIME ZONE'],
  timestamp: ['TIMESTAMP', 'TIMESTAMP WITH TIME ZONE', 'TIMESTAMPTZ', 'TIMESTAMP_NTZ', 'TIMESTAMP_LTZ', 'DATETIME', 'TIMESTAMP_NS', 'TIMESTAMP_MS', 'TIMESTAMP_S'],
}

const NUMBERS = ['int', 'long', 'float', 'double', 'decimal']
const ORDERED = [...NUMBERS, 'date', 'time', 'timestamp']

/** What is wrong with a type's name in a suite; undefined when an engine may have it. Nested types are taken as written. */
export function typeNameProblem(name: string): string | undefined {
  if (neutralType(name) !== undefined || /^(STRUCT|MAP|LIST|ARRAY|ROW|UNION)\b|\]$/i.test(name)) return undefined
  const known = [...Object.keys(NAMES), ...Object.values(NAMES).flat()]
  return `there is no type "${name}"${didYouMean(name, known)}; neutral names are ${Object.keys(NAMES).join(', ')}`
}

/** The neutral name of an engine's type (`DECIMAL(12,2)` → decimal); undefined for nested types. */
export function neutralType(type: string): string | undefined {
  const name = baseName(type)
  return Object.keys(NAMES).find((neutral) => neutral.toUpperCase() === name || NAMES[neutral]?.includes(name))
}

/** The neutral type of a table's column; undefined for nested types, and where there is no such column. */
export function columnType(name: string, columns: readonly TableColumn[]): string | undefined {
  const type = columns.find((column) => column.name === name)?.type
  return type === undefined ? undefined : neutralType(type)
}

/** Whether it is one of the names that stand for the same type on every engine. */
export const isNeutralType = (name: string): boolean => Object.hasOwn(NAMES, name.toLowerCase())

/** Whether the type that a suite names is the engine's: a neutral name stands for its whole row, `DECIMAL(12,2)` for itself. */
export function sameType(named: string, found: string): boolean {
  if (named.toUpperCase() === found.toUpperCase()) return true
  if (isNeutralType(named)) return neutralType(found) === named.toLowerCase()
  return !named.includes('(') && baseName(named) === baseName(found)
}

/** Whether values of that neutral type can be asked so. Texts have no order here, as in Great Expectations. */
export function canAnswer(needs: Needs, neutral: string): boolean {
  if (needs === 'anything') return true
  if (needs === 'text') return neutral === 'string'
  return (needs === 'numbers' ? NUMBERS : ORDERED).includes(neutral)
}

function baseName(type: string): string {
  return type
    .replace(/\(.*\)/, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toUpperCase()
}
