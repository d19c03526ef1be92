import { DqError } from '../../../kernel/errors.ts'
import type { Type } from '../../../kernel/value-type.ts'
import { typeText } from '../type-text.ts'
import type { Dialect } from './dialect.ts'

type Names = Readonly<Record<Exclude<Type['kind'], 'decimal' | 'array' | 'record' | 'map' | 'union'>, string>>

/**
 * Timestamps are UTC instants. DuckDB's TIMESTAMP has no zone and holds the instant's UTC reading, so that no session setting
 * changes a date or a text; Flink's TIMESTAMP_LTZ is an instant, read in the session's zone, which jobs set to UTC.
 */
const names: Readonly<Record<Dialect, Names>> = {
  duckdb: {
    boolean: 'BOOLEAN',
    int: 'INTEGER',
    int53: 'BIGINT',
    long: 'BIGINT',
    float: 'FLOAT',
    double: 'DOUBLE',
    string: 'VARCHAR',
    bytes: 'BLOB',
    date: 'DATE',
    time: 'TIME',
    timestamp: 'TIMESTAMP',
  },
  flink: {
    boolean: 'BOOLEAN',
    int: 'INT',
    int53: 'BIGINT',
    long: 'BIGINT',
    float: 'FLOAT',
    double: 'DOUBLE',
    string: 'STRING',
    bytes: 'BYTES',
    date: 'DATE',
    time: 'TIME',
    timestamp: 'TIMESTAMP_LTZ(6)',
  },
}

/** The name of the type in `CAST` and in column lists, without NOT NULL. */
export function sqlType(type: Type, dialect: Dialect): string {
  switch (type.kind) {
    case 'decimal':
      return `DECIMAL(${type.precision}, ${type.scale})`
    case 'array':
      return dialect === 'duckdb' ? `${sqlType(type.items, dialect)}[]` : `ARRAY<${sqlType(type.items, dialect)}>`
    case 'record':
    case 'map':
    case 'union':
      throw new DqError(`SQL has no expression of type ${typeText(type)}`, { hint: 'use its fields' })
    default:
      return names[dialect][type.kind]
  }
}
