import { randomUUID } from 'node:crypto'
import { gitCatalog } from '../../../src/adapters/branch-catalog/git.ts'
import { DuckDBInstance } from '../../../src/adapters/duckdb.ts'
import { duckdbWriter } from '../../../src/adapters/table-data/duckdb.ts'
import { duckdbReader } from '../../../src/adapters/table-data/duckdb-reader.ts'
import { diskFiles, locationOf } from '../../../src/adapters/table-files/disk.ts'
import type { BranchCatalog } from '../../../src/lake/catalog/port.ts'
import type { DataFile } from '../../../src/lake/iceberg/data-file.ts'
import type { WantedField, WantedType } from '../../../src/lake/iceberg/from-contract.ts'
import { parseFilter } from '../../../src/lake/scan/filter.ts'
import { scanTable } from '../../../src/lake/scan/scan.ts'
import { addSnapshot, type FileChange } from '../../../src/lake/table/snapshot.ts'
import { commitTable, type Lake, type LoadedTable, loadTable } from '../../../src/lake/table/table.ts'
import { deflate, sources } from './tools.ts'

export const AUTHOR = { author: 'Ana Lima <ana@example.org>' }

/** A lake on the disk, below a folder, or elsewhere, with what tests write by. */
export async function openLake(
  folder: string,
  catalog?: BranchCatalog,
  { files, root }: Pick<Lake, 'files' | 'root'> = { files: diskFiles, root: locationOf(`${folder}/tables`) },
) {
  const lake: Lake = {
    catalog: catalog ?? (await gitCatalog({ folder: `${folder}/catalog.git`, now: Date.now })),
    files,
    deflate,
    sources,
    root,
  }
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run("SET TimeZone = 'UTC'")
  const writer = duckdbWriter({ connection, files, scratch: `${folder}/scratch`, uuid: randomUUID })
  const change = (
    key: readonly string[],
    sql: string | undefined,
    { branch = 'main', ...rest }: { branch?: string } & Partial<Omit<FileChange, 'added'>> = {},
  ): Promise<LoadedTable> => {
    let added: readonly DataFile[] | undefined
    return commitTable(lake, branch, key, { ...AUTHOR, message: `append to ${key.join('.')}` }, async (table) => {
      const { metadata, content } = table
      const { schema, spec, location } = metadata
      // Written once: another writer's commit does not change these rows.
      added ??= sql === undefined ? [] : await writer.write({ sql }, { schema, spec, folder: `${location}/data` })
      return addSnapshot(lake, metadata, content.metadataLocation, { operation: 'append', ...rest, added })
    })
  }
  const reader = duckdbReader({ connection, files })
  /** Rows that a filter wants, and how many files had to be read for them. */
  const read = async (key: readonly string[], filter?: string, order = 'ALL') => {
    const { metadata } = await loadTable(lake, 'main', key)
    const scan = await scanTable(lake, metadata, filter === undefined ? undefined : parseFilter(filter))
    const { sql } = await reader.source(scan)
    return { scan, rows: await reader.rows(`SELECT * FROM (${sql}) ORDER BY ${order}`) }
  }
  return { lake, connection, writer, reader, change, read }
}

export const column = (name: string, type: WantedType, required = false): WantedField => ({
  name,
  aliases: [],
  required,
  type,
})

/** A column of every type. */
export const everyType: readonly WantedField[] = [
  column('id', { kind: 'long' }, true),
  column('region', { kind: 'string' }),
  column('amount', { kind: 'decimal', precision: 12, scale: 2 }),
  column('at', { kind: 'timestamptz' }),
  column('day', { kind: 'date' }),
  column('point', { kind: 'struct', fields: [column('x', { kind: 'int' }), column('label', { kind: 'string' })] }),
  column('items', { kind: 'list', element: { kind: 'int' }, elementRequired: false }),
  column('rates', { kind: 'map', value: { kind: 'double' }, valueRequired: false }),
  column('ref', { kind: 'uuid' }),
  column('bytes', { kind: 'binary' }),
  column('clock', { kind: 'time' }),
  column('local', { kind: 'timestamp' }),
  column('ratio', { kind: 'float' }),
  column('big', { kind: 'decimal', precision: 38, scale: 9 }),
  column('is_even', { kind: 'boolean' }),
]

/** Rows `from` to `to` of a table of every type; each value follows from the row's number. */
export const everyTypeRows = (from: number, to: number): string => `SELECT
  i AS id,
  CASE i % 5 WHEN 0 THEN NULL WHEN 1 THEN 'a/b é' ELSE 'br' END AS region,
  (i * 1.01)::DECIMAL(12, 2) AS amount,
  TIMESTAMPTZ '1969-12-31 20:00:00+00' + INTERVAL (i) HOUR AS "at",
  DATE '1969-12-30' + i::INT AS "day",
  {x: i, label: 'k' || i} AS point,
  [i, NULL] AS items,
  map {'a': i * 1.5} AS rates,
  ('00000000-0000-4000-8000-' || lpad(i::VARCHAR, 12, '0'))::UUID AS ref,
  ('\\x00' || i)::BLOB AS bytes,
  TIME '10:00:00.5' AS clock,
  TIMESTAMP '2020-02-29 23:59:59.999999' AS local,
  i * 0.5 AS ratio,
  (i * 1000000000000000000.000000001::DECIMAL(38, 9))::DECIMAL(38, 9) AS big,
  i % 2 = 0 AS is_even
FROM range(${from}, ${to}) rows(i)`
