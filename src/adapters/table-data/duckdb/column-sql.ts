import { sqlIdentifier, sqlText } from '../../../kernel/sql-text.ts'
import type { Transform } from '../../../lake/iceberg/partition-spec.ts'
import type { IcebergType, NestedField } from '../../../lake/iceberg/types.ts'
import { hashSql } from './hash-function.ts'

export const name = sqlIdentifier
export const literal = sqlText

/** DuckDB's type of a column. */
export function duckType(type: IcebergType): string {
  switch (type.kind) {
    case 'decimal':
      return `DECIMAL(${type.precision}, ${type.scale})`
    case 'struct':
      return `STRUCT(${type.fields.map((field) => `${name(field.name)} ${duckType(field.type)}`).join(', ')})`
    case 'list':
      return `${duckType(type.element)}[]`
    case 'map':
      return `MAP(${duckType(type.key)}, ${duckType(type.value)})`
    default:
      return SIMPLE[type.kind]
  }
}

const SIMPLE = {
  boolean: 'BOOLEAN',
  int: 'INTEGER',
  long: 'BIGINT',
  float: 'FLOAT',
  double: 'DOUBLE',
  date: 'DATE',
  time: 'TIME',
  timestamp: 'TIMESTAMP',
  timestamptz: 'TIMESTAMPTZ',
  string: 'VARCHAR',
  uuid: 'UUID',
  binary: 'BLOB',
  fixed: 'BLOB',
} as const

/** The option FIELD_IDS of COPY: without ids in the files other engines read columns by place, or as NULL. */
export const fieldIds = (fields: readonly NestedField[]): string =>
  `{${fields.map((field) => `${name(field.name)}: ${idsOf(field.id, field.type)}`).join(', ')}}`

function idsOf(id: number, type: IcebergType): string {
  switch (type.kind) {
    case 'struct':
      return `{__duckdb_field_id: ${id}, ${fieldIds(type.fields).slice(1)}`
    case 'list':
      return `{__duckdb_field_id: ${id}, element: ${idsOf(type.elementId, type.element)}}`
    case 'map':
      return `{__duckdb_field_id: ${id}, key: ${idsOf(type.keyId, type.key)}, value: ${idsOf(type.valueId, type.value)}}`
    default:
      return String(id)
  }
}

/** The column as it is written. */
export const columnSql = ({ name: column, type }: NestedField): string =>
  `CAST(${name(column)} AS ${duckType(type)}) AS ${name(column)}`

/** What a row may have wrong: a condition that is true for such rows, and what is said of the first of them. */
export interface Guard {
  readonly sql: string
  readonly message: string
}

/** Null where a value is required. */
export const requiredGuards = (fields: readonly NestedField[]): readonly Guard[] =>
  fields
    .filter(({ required }) => required)
    .map(({ name: column }) => ({
      sql: `${name(column)} IS NULL`,
      message: `"${column}" is required, and a row has none`,
    }))

/** A filter that lets every row through, but ends the statement, before anything can be seen, when one has something wrong. */
export function guarded(rows: string, guards: readonly Guard[]): string {
  if (guards.length === 0) return rows
  const cases = guards.map(({ sql, message }) => `WHEN ${sql} THEN error(${literal(message)})`)
  return `${rows} WHERE CASE ${cases.join(' ')} ELSE true END`
}

/** A partition value as text that `partitionValue` reads; undefined where DuckDB cannot compute the transform. */
export function partitionSql(transform: Transform, column: string, type: IcebergType): string | undefined {
  const of = name(column)
  const moment = type.kind === 'timestamptz' ? `(${of} AT TIME ZONE 'UTC')` : of
  switch (transform.kind) {
    case 'identity':
      if (type.kind === 'timestamp' || type.kind === 'timestamptz') return `epoch_us(${of})`
      if (type.kind === 'date') return `datediff('day', DATE '1970-01-01', ${of})`
      if (type.kind === 'time') return `epoch_us(${of})`
      return type.kind === 'binary' || type.kind === 'fixed' ? `hex(${of})` : of
    case 'void':
      return 'NULL::VARCHAR'
    case 'year':
      return `(year(${moment}) - 1970)`
    case 'month':
      return `((year(${moment}) - 1970) * 12 + month(${moment}) - 1)`
    case 'day':
      return `datediff('day', DATE '1970-01-01', CAST(${moment} AS DATE))`
    case 'hour':
      // In whole numbers: a quotient with a fraction rounds the last microseconds of a far hour into the next.
      return `(${multipleBelow(`epoch_us(${of})`, '3600000000')} // 3600000000)`
    case 'bucket': {
      const hash = hashSql(of, type)
      return hash === undefined ? undefined : `((${hash} & 2147483647) % ${transform.buckets})`
    }
    case 'truncate': {
      const { width } = transform
      if (type.kind === 'string') return `left(${of}, ${width})`
      if (type.kind === 'int' || type.kind === 'long') return multipleBelow(of, String(width))
      if (type.kind === 'decimal')
        return multipleBelow(of, `'${decimalText(BigInt(width), type.scale)}'::DECIMAL(38, ${type.scale})`)
      return type.kind === 'binary' ? `substr(hex(${of}), 1, ${2 * width})` : undefined
    }
    default:
      return undefined
  }
}

/** Rounded down, for negative numbers too: `%` has the sign of what is divided. */
const multipleBelow = (of: string, by: string): string => `(${of} - ((${of} % ${by}) + ${by}) % ${by})`

function decimalText(unscaled: bigint, scale: number): string {
  const digits = String(unscaled).padStart(scale + 1, '0')
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}
