import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { DqError } from '../../kernel/errors.ts'
import type { DataFile } from '../../lake/iceberg/data-file.ts'
import { type PartitionSpec, partitionStruct, transformText } from '../../lake/iceberg/partition-spec.ts'
import {
  type Column,
  columnsOf,
  type IcebergSchema,
  isPrimitive,
  type PrimitiveType,
  typeText,
} from '../../lake/iceberg/types.ts'
import type { DataWriter, TableFiles } from '../../lake/table/ports.ts'
import type { DuckDBConnection } from '../duckdb.ts'
import {
  columnSql,
  duckType,
  fieldIds,
  guarded,
  literal,
  name,
  partitionSql,
  requiredGuards,
} from './duckdb/column-sql.ts'
import { registerHashes } from './duckdb/hash-function.ts'
import { boundsOf, partitionValue } from './duckdb/stats.ts'
import { withoutValues } from './duckdb/without-values.ts'

export interface DuckdbWriterOptions {
  readonly connection: DuckDBConnection
  readonly files: TableFiles
  /** A folder of this machine for files on their way, best on the disk of the lake: they are moved then. */
  readonly scratch: string
  readonly uuid: () => string
}

/** Writes Parquet by DuckDB's COPY: contract checks, partition values and statistics in one scan, no row in JavaScript. */
export function duckdbWriter({ connection, files, scratch, uuid }: DuckdbWriterOptions): DataWriter {
  registerHashes(connection)
  return {
    async write(rows, { schema, spec, folder }) {
      const own = join(scratch, uuid())
      mkdirSync(own, { recursive: true })
      try {
        const there = await columnNames(connection, rows.sql)
        const sql = copySql(rows.sql, there, schema, spec, own)
        await connection.run(`SET partitioned_write_flush_threshold = ${FLUSH_ROWS}`)
        const written = await rowsOf(connection, sql)
        const columns = new Map(columnsOf(schema).map((column) => [column.path, column]))
        const data: DataFile[] = []
        // By folder of partition: the same rows give the same order of files.
        const stats = written.map((one) => statsSchema.parse(one))
        for (const row of stats.sort((a, b) => (a.filename < b.filename ? -1 : 1))) {
          if (row.count === 0n) continue
          const url = `${folder}/${uuid()}.parquet`
          await files.adopt(row.filename, url)
          data.push(dataFile(row, url, columns, spec))
        }
        return data
      } finally {
        rmSync(own, { recursive: true, force: true })
      }
    },
  }
}

/**
 * Rows of all partitions that a thread gathers before it writes: a sixteenth of DuckDB's own, so that memory stays as it is from one million rows
 * to ten. What a partition gets is put together to row groups of 60,000 rows and more all the same.
 */
const FLUSH_ROWS = 32_768

const partitionColumn = (fieldId: number): string => `__partition_${fieldId}`

function copySql(
  source: string,
  there: ReadonlySet<string>,
  schema: IcebergSchema,
  spec: PartitionSpec,
  folder: string,
): string {
  const fixed = columnsOf(schema).find(({ type }) => type.kind === 'fixed')
  if (fixed !== undefined)
    throw new DqError(`${fixed.path} is a ${typeText(fixed.type)}: dq cannot write such columns`, {
      hint: 'Spark and Trino cannot make them either; a binary column holds the same bytes',
    })
  const columns = schema.fields.map((field) => {
    if (there.has(field.name)) return columnSql(field)
    if (!field.required) return `CAST(NULL AS ${duckType(field.type)}) AS ${name(field.name)}`
    throw new DqError(`the rows have no column "${field.name}", which the table requires`, {
      hint: `they have ${[...there].join(', ')}`,
    })
  })
  const partitions = spec.fields.map(({ fieldId, sourceId, transform }) => {
    const field = schema.fields.find(({ id }) => id === sourceId)
    const value = field && partitionSql(transform, field.name, field.type)
    if (value === undefined)
      throw new DqError(`rows cannot be written by ${transformText(transform)} here`, {
        hint: 'a transform of a later format version? Other engines may write such tables',
      })
    return `${value} AS ${partitionColumn(fieldId)}`
  })
  const options = [
    'FORMAT parquet',
    'COMPRESSION zstd',
    `FIELD_IDS ${fieldIds(schema.fields)}`,
    'RETURN_STATS',
    ...(spec.fields.length === 0
      ? []
      : [
          `PARTITION_BY (${spec.fields.map(({ fieldId }) => partitionColumn(fieldId)).join(', ')})`,
          "FILENAME_PATTERN 'part-{uuid}'",
        ]),
  ]
  const target = spec.fields.length === 0 ? join(folder, 'part.parquet') : folder
  const required = requiredGuards(schema.fields.filter((field) => there.has(field.name)))
  const checked = guarded(`SELECT ${columns.join(', ')} FROM (${source})`, required)
  const select = partitions.length === 0 ? checked : `SELECT *, ${partitions.join(', ')} FROM (${checked})`
  return `COPY (${select}) TO ${literal(target)} (${options.join(', ')}${spec.fields.length === 0 ? '' : ', OVERWRITE_OR_IGNORE true'})`
}

const pairs = <T extends z.ZodType>(value: T) => z.array(z.object({ key: z.string(), value }))
const long = z.string().transform(BigInt)

/** What RETURN_STATS gives for each file. */
const statsSchema = z.object({
  filename: z.string(),
  count: long,
  file_size_bytes: long,
  column_statistics: pairs(pairs(z.string().nullable())),
  partition_keys: pairs(z.string().nullable())
    .nullish()
    .transform((keys) => keys ?? []),
})

function dataFile(
  stats: z.output<typeof statsSchema>,
  path: string,
  columns: ReadonlyMap<string, Column>,
  spec: PartitionSpec,
): DataFile {
  const byId = new Map([...columns.values()].map(({ id, type }) => [id, type]))
  const keys = new Map(stats.partition_keys.map(({ key, value }) => [key, value]))
  const partition = partitionStruct(spec, (id) => byId.get(id)).fields.map(({ id, type }) => {
    return [id, partitionValue(type as PrimitiveType, keys.get(partitionColumn(id)) ?? null)] as const
  })
  const columnSizes = new Map<number, bigint>()
  const valueCounts = new Map<number, bigint>()
  const nullCounts = new Map<number, bigint>()
  const nanCounts = new Map<number, bigint>()
  const lowerBounds = new Map<number, Uint8Array>()
  const upperBounds = new Map<number, Uint8Array>()
  for (const { key, value } of stats.column_statistics) {
    const column = columns.get(pathOf(key))
    if (column === undefined || !isPrimitive(column.type)) continue
    const of = new Map(value.map((one) => [one.key, one.value]))
    const count = (to: Map<number, bigint>, from: string) => {
      const text = of.get(from)
      if (text != null) to.set(column.id, BigInt(text))
    }
    count(columnSizes, 'column_size_bytes')
    count(valueCounts, 'num_values')
    count(nullCounts, 'null_count')
    // How many there are it does not say, only that there are none.
    if (of.get('has_nan') === 'false') nanCounts.set(column.id, 0n)
    const [min, max] = [of.get('min'), of.get('max')]
    const bounds = min == null || max == null ? undefined : boundsOf(column.type, min, max)
    if (bounds === undefined) continue
    lowerBounds.set(column.id, bounds.lower)
    if (bounds.upper !== undefined) upperBounds.set(column.id, bounds.upper)
  }
  return {
    content: 'data',
    path,
    format: 'PARQUET',
    partition: new Map(partition),
    records: stats.count,
    bytes: stats.file_size_bytes,
    columnSizes,
    valueCounts,
    nullCounts,
    nanCounts,
    lowerBounds,
    upperBounds,
    sortOrderId: 0,
  }
}

/** `"lines"."element"."sku"` is `lines.element.sku`. */
const pathOf = (quoted: string): string => quoted.slice(1, -1).replaceAll('"."', '.').replaceAll('""', '"')

async function columnNames(connection: DuckDBConnection, sql: string): Promise<ReadonlySet<string>> {
  const described = await rowsOf(connection, `DESCRIBE SELECT * FROM (${sql})`)
  return new Set(described.map(({ column_name }) => String(column_name)))
}

/** Rows of a statement; a refusal is a DqError without the values that were refused. */
export async function rowsOf(connection: DuckDBConnection, sql: string): Promise<readonly Record<string, unknown>[]> {
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJson()
  } catch (cause) {
    throw new DqError(`the rows cannot be written: ${withoutValues(cause)}`, { cause })
  }
}
