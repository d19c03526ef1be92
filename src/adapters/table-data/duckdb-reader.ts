import { DqError } from '../../kernel/errors.ts'
import { inBatches } from '../../kernel/in-batches.ts'
import { statistics } from '../../lake/scan/evidence.ts'
import { mayMatch } from '../../lake/scan/may-match.ts'
import { columnsIn, type Scan, type ScannedFile } from '../../lake/scan/scan.ts'
import type { TableFiles, TableReader } from '../../lake/table/ports.ts'
import type { DuckDBConnection } from '../duckdb.ts'
import { literal } from './duckdb/column-sql.ts'
import { type FileColumn, type LayoutRow, layoutOf } from './duckdb/file-layout.ts'
import { filterSql } from './duckdb/filter-sql.ts'
import { hasChangedInside, rowsSql } from './duckdb/read-sql.ts'
import { withoutValues } from './duckdb/without-values.ts'
import { statisticsOf } from './parquet/footer.ts'
import { partialFile, type WantedParts } from './parquet/partial.ts'

export interface DuckdbReaderOptions {
  readonly connection: DuckDBConnection
  readonly files: Pick<TableFiles, 'local' | 'parts' | 'canonical'>
}

/** Rows of tables by DuckDB's Parquet reader, from the files that our own manifests name. */
export function duckdbReader({ connection, files: { local, parts, canonical } }: DuckdbReaderOptions): TableReader {
  const pathOf = async ({ file }: ScannedFile, wanted: WantedParts): Promise<string> => {
    const elsewhere = await parts(file.path)
    const part = elsewhere && (await partialFile(elsewhere, Number(file.bytes), wanted))
    return part ?? local(file.path)
  }
  return {
    async source(scan) {
      const { schema, schemas, files, deletes, filter, except } = scan
      const wanted = wantedParts(scan)
      const paths = await inBatches(files, (one) => pathOf(one, wanted))
      // Always looked at: of a file without field ids DuckDB would make nulls, without a word.
      const found = await layoutsOf(connection, paths)
      const layouts = hasChangedInside(schema, schemas) ? found : undefined
      const read = files.map(({ file }, i) => ({
        path: paths[i]!,
        layout: layouts?.get(paths[i]!),
        // A delete file may write the location in another way than the manifest does.
        deletedAs: deletes.length === 0 ? undefined : spellings(file.path, canonical(file.path)),
      }))
      const rows = rowsSql(schema, read, await inBatches(deletes, ({ path }) => local(path)))
      const conditions = [
        ...(filter === undefined ? [] : [`(${filterSql(filter)})`]),
        ...(except === undefined ? [] : [`(${filterSql(except)}) IS NOT TRUE`]),
      ]
      return { sql: `SELECT * FROM ${rows}${conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`}` }
    },
    rows: (sql) => rowsOf(connection, sql),
  }
}

/** The columns of the schema, and the row groups that a filter cannot rule out. */
function wantedParts({ schema, filter, except, deletes, limit }: Scan): WantedParts {
  const columns = new Map(filter === undefined ? [] : columnsIn(filter).map((column) => [column.id, column]))
  return {
    columns: new Set(schema.fields.map(({ id }) => id)),
    // Rows are deleted by their number in the file.
    mayMatch:
      deletes.length > 0
        ? undefined
        : (group) => {
            const stated = statisticsOf(group)
            const evidence = (id: number) => {
              const column = columns.get(id)
              // A column that the file has not got is not told to be null.
              return column === undefined || !stated.valueCounts?.has(id) ? [] : [statistics(stated, column)]
            }
            return filter === undefined || mayMatch(filter, evidence)
          },
    limit: filter === undefined && except === undefined ? limit : undefined,
  }
}

/** How engines write one location: one slash or three, s3 or s3a. */
const spellings = (location: string, canonical: string): readonly string[] => {
  const [, rest = ''] = /^(?:file|s3):\/\/(.*)$/s.exec(canonical) ?? []
  const others = canonical.startsWith('file:') ? [`file:${rest}`] : [`s3a://${rest}`, `s3n://${rest}`]
  return [...new Set([location, canonical, ...others])]
}

async function layoutsOf(
  connection: DuckDBConnection,
  paths: readonly string[],
): Promise<ReadonlyMap<string, readonly FileColumn[]>> {
  const rows = new Map<string, LayoutRow[]>(paths.map((path) => [path, []]))
  if (paths.length === 0) return new Map()
  const sql = `SELECT file_name, name, num_children, field_id, converted_type FROM parquet_schema([${paths.map(literal).join(', ')}])`
  for (const row of await rowsOf(connection, sql))
    rows.get(String(row.file_name))?.push({
      name: String(row.name),
      children: Number(row.num_children ?? 0),
      fieldId: row.field_id === null ? undefined : Number(row.field_id),
      converted: String(row.converted_type ?? ''),
    })
  return new Map([...rows].map(([path, all]) => [path, layoutOf(all, path)]))
}

async function rowsOf(connection: DuckDBConnection, sql: string): Promise<readonly Record<string, unknown>[]> {
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJson() as Record<string, unknown>[]
  } catch (cause) {
    throw new DqError(`the table cannot be read: ${withoutValues(cause)}`, { cause })
  }
}
