import { DqError } from '../../../kernel/errors.ts'
import type { IcebergSchema } from '../../../lake/iceberg/types.ts'
import { duckType, literal, name } from './column-sql.ts'

/**
 * The rows of data files as a table that DuckDB selects from. Columns are found by field id, so files from before a rename, a new column or
 * a promotion read as the schema of now; `files` are paths or URLs that DuckDB opens.
 */
export function rowsSql(schema: IcebergSchema, files: readonly string[]): string {
  const columns = schema.fields.map(
    ({ id, name: column, type }) =>
      `${id}: {name: ${literal(column)}, type: ${literal(duckType(type))}, default_value: NULL}`,
  )
  if (files.length === 0) {
    const empty = schema.fields.map((field) => `CAST(NULL AS ${duckType(field.type)}) AS ${name(field.name)}`)
    return `(SELECT ${empty.join(', ')} LIMIT 0)`
  }
  if (schema.fields.length === 0) throw new DqError('a table without columns has nothing to read')
  return `read_parquet([${files.map(literal).join(', ')}], schema = MAP {${columns.join(', ')}})`
}
