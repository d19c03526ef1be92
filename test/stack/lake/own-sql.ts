import type { WantedType } from '../../../src/lake/iceberg/from-contract.ts'
import { expected, sampleOf } from './samples.ts'

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Rows of the samples as something that DuckDB selects from. */
export function rowsSql(names: readonly string[], rows: readonly number[], shift = 0): string {
  const one = (row: number) =>
    `SELECT ${row + shift}::BIGINT AS id${names.map((name) => `, ${valueSql(expected(name, row), sampleOf(name).type)} AS "${name}"`).join('')}`
  return rows.map(one).join(' UNION ALL ')
}

/** A value in DuckDB's words, from its text. */
export function valueSql(value: unknown, type: WantedType): string {
  if (value === null) return `CAST(NULL AS ${duckType(type)})`
  switch (type.kind) {
    case 'struct':
      return `{${type.fields.map((field, i) => `"${field.name}": ${valueSql((value as readonly unknown[])[i], field.type)}`).join(', ')}}`
    case 'list':
      return `CAST([${(value as readonly unknown[]).map((one) => valueSql(one, type.element)).join(', ')}] AS ${duckType(type)})`
    case 'map': {
      const entries = value as readonly (readonly [string, unknown])[]
      const keys = entries.map(([key]) => quoted(key)).join(', ')
      return `CAST(MAP([${keys}], [${entries.map(([, one]) => valueSql(one, type.value)).join(', ')}]) AS ${duckType(type)})`
    }
    case 'binary':
    case 'fixed':
      return `unhex(${quoted(String(value))})`
    case 'timestamptz':
      return `CAST(${quoted(`${value}+00`)} AS TIMESTAMPTZ)`
    default:
      return `CAST(${quoted(String(value))} AS ${duckType(type)})`
  }
}

function duckType(type: WantedType): string {
  switch (type.kind) {
    case 'struct':
      return `STRUCT(${type.fields.map(({ name, type }) => `"${name}" ${duckType(type)}`).join(', ')})`
    case 'list':
      return `${duckType(type.element)}[]`
    case 'map':
      return `MAP(VARCHAR, ${duckType(type.value)})`
    case 'decimal':
      return `DECIMAL(${type.precision}, ${type.scale})`
    case 'int':
      return 'INTEGER'
    case 'long':
      return 'BIGINT'
    case 'string':
      return 'VARCHAR'
    case 'binary':
    case 'fixed':
      return 'BLOB'
    default:
      return type.kind.toUpperCase()
  }
}

/** A column as JSON of text, as the samples have it. */
export function textSql(of: string, type: WantedType): string {
  switch (type.kind) {
    case 'struct':
      return `CASE WHEN ${of} IS NULL THEN NULL ELSE json_array(${type.fields.map((field) => textSql(`${of}."${field.name}"`, field.type)).join(', ')}) END`
    case 'list':
      return `to_json(list_transform(${of}, lambda one: ${textSql('one', type.element).replaceAll('one', `one`)}))`
    case 'map':
      return `to_json(list_transform(map_entries(${of}), lambda e: json_array(e.key, ${textSql('e.value', type.value)})))`
    case 'binary':
    case 'fixed':
      return `to_json(hex(${of}))`
    case 'timestamp':
      return `to_json(strftime(${of}, '%Y-%m-%d %H:%M:%S.%f'))`
    case 'timestamptz':
      return `to_json(strftime(${of} AT TIME ZONE 'UTC', '%Y-%m-%d %H:%M:%S.%f'))`
    case 'time':
      return `to_json(strftime(DATE '2000-01-01' + ${of}, '%H:%M:%S.%f'))`
    case 'float':
      return `to_json(${of}::DOUBLE::VARCHAR)`
    default:
      return `to_json(${of}::VARCHAR)`
  }
}
