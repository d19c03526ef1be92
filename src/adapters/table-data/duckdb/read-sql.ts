import { DqError } from '../../../kernel/errors.ts'
import { columnsOf, type IcebergSchema, isPrimitive } from '../../../lake/iceberg/types.ts'
import { duckType, literal, name } from './column-sql.ts'
import type { FileColumn } from './file-layout.ts'
import { columnsFrom } from './nested-sql.ts'

/** Paths or URLs that DuckDB opens. */
export interface ReadFile {
  readonly path: string
  /** As delete files call it; undefined when none of its rows are deleted. */
  readonly deletedAs?: readonly string[] | undefined
  /** Needed when inner columns have changed since some file was written. */
  readonly layout?: readonly FileColumn[] | undefined
}

/**
 * The rows of data files as a table that DuckDB selects from. Columns are found by field id, so files from before a rename, a new column or
 * a promotion read as the schema of now. Rows that `deletes` name by file and position are left out.
 */
export function rowsSql(schema: IcebergSchema, files: readonly ReadFile[], deletes: readonly string[] = []): string {
  if (schema.fields.length === 0) throw new DqError('a table without columns has nothing to read')
  if (files.length === 0) {
    const empty = schema.fields.map((field) => `CAST(NULL AS ${duckType(field.type)}) AS ${name(field.name)}`)
    return `(SELECT ${empty.join(', ')} LIMIT 0)`
  }
  const groups = new Map<string, ReadFile[]>()
  for (const file of files) {
    const group = `${file.deletedAs === undefined ? '' : 'deletes'} ${JSON.stringify(file.layout)}`
    const known = groups.get(group)
    if (known === undefined) groups.set(group, [file])
    else known.push(file)
  }
  const parts = [...groups.values()].map((group) => groupSql(schema, group, deletes))
  return parts.length === 1 ? parts[0]! : `(${parts.map((part) => `SELECT * FROM ${part}`).join(' UNION ALL ')})`
}

function groupSql(schema: IcebergSchema, group: readonly ReadFile[], deletes: readonly string[]): string {
  const [first] = group
  const paths = `[${group.map(({ path }) => literal(path)).join(', ')}]`
  const layout = first?.layout
  const mapping = schema.fields.map(
    ({ id, name: column, type }) =>
      `${id}: {name: ${literal(column)}, type: ${literal(duckType(type))}, default_value: NULL}`,
  )
  const bare = layout === undefined ? `, schema = MAP {${mapping.join(', ')}}` : ''
  if (first?.deletedAs === undefined) {
    const read = `read_parquet(${paths}${bare})`
    return layout === undefined ? read : `(SELECT ${columnsFrom(schema.fields, layout)} FROM ${read} AS file)`
  }
  // Position deletes (table specification, "Position Delete Files"): the file as its location was written, and the row's number in it.
  const names = group.flatMap(({ path, deletedAs = [] }) => deletedAs.map((as) => `(${literal(path)}, ${literal(as)})`))
  const gone = `SELECT named.path, deleted.pos FROM read_parquet([${deletes.map(literal).join(', ')}], union_by_name = true) AS deleted
    JOIN (VALUES ${names.join(', ')}) AS named(path, file_path) ON deleted.file_path = named.file_path`
  const columns =
    layout === undefined
      ? schema.fields.map((field) => `file.${name(field.name)}`).join(', ')
      : columnsFrom(schema.fields, layout)
  const read = `read_parquet(${paths}${bare}, filename = '__file', file_row_number = true)`
  return `(SELECT ${columns} FROM ${read} AS file WHERE NOT EXISTS (
    SELECT 1 FROM (${gone}) AS gone WHERE gone.path = file.__file AND gone.pos = file.file_row_number))`
}

/** Whether inner columns are otherwise in some schema that files may have been written by: then their layouts have to be looked at. */
export function hasChangedInside(schema: IcebergSchema, schemas: readonly IcebergSchema[]): boolean {
  const inside = (of: IcebergSchema, id: number): string | undefined => {
    const field = of.fields.find((one) => one.id === id)
    return field === undefined || isPrimitive(field.type)
      ? undefined
      : columnsOf({ kind: 'struct', fields: [{ ...field, name: '' }] })
          .map((column) => `${column.id} ${column.path}`)
          .join('\n')
  }
  return schema.fields.some(({ id }) => {
    const now = inside(schema, id)
    return now !== undefined && schemas.some((one) => (inside(one, id) ?? now) !== now)
  })
}
