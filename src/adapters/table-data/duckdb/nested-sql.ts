import type { IcebergType, NestedField } from '../../../lake/iceberg/types.ts'
import { duckType, literal, name } from './column-sql.ts'
import type { FileColumn } from './file-layout.ts'

/**
 * Columns as the schema has them, made of columns as a file has them, each inner one by its field id: DuckDB's own mapping takes inner
 * columns by name, so that a renamed one would be null. The file's rows are called `file`.
 */
export const columnsFrom = (fields: readonly NestedField[], file: readonly FileColumn[]): string =>
  fields
    .map((field) => `${fieldSql(field, file, (column) => `file.${name(column)}`, 0)} AS ${name(field.name)}`)
    .join(', ')

function fieldSql(
  { id, type }: NestedField,
  columns: readonly FileColumn[],
  access: (column: string) => string,
  depth: number,
): string {
  const found = columns.find((column) => column.fieldId === id)
  return found === undefined ? `CAST(NULL AS ${duckType(type)})` : valueSql(type, found, access(found.name), depth)
}

function valueSql(type: IcebergType, column: FileColumn, of: string, depth: number): string {
  const [first, second] = column.inside
  const one = `x${depth}`
  switch (type.kind) {
    case 'struct': {
      const inner = type.fields.map(
        (field) =>
          `${name(field.name)} := ${fieldSql(field, column.inside, (inside) => `struct_extract(${of}, ${literal(inside)})`, depth)}`,
      )
      return `CASE WHEN ${of} IS NULL THEN NULL ELSE struct_pack(${inner.join(', ')}) END`
    }
    case 'list':
      return first === undefined
        ? of
        : `list_transform(${of}, lambda ${one}: ${valueSql(type.element, first, one, depth + 1)})`
    case 'map': {
      if (first === undefined || second === undefined) return of
      const key = valueSql(type.key, first, `${one}.key`, depth + 1)
      const value = valueSql(type.value, second, `${one}.value`, depth + 1)
      const entries = `list_transform(map_entries(${of}), lambda ${one}: struct_pack(key := ${key}, value := ${value}))`
      return `CASE WHEN ${of} IS NULL THEN NULL ELSE map_from_entries(${entries}) END`
    }
    default:
      return `CAST(${of} AS ${duckType(type)})`
  }
}
