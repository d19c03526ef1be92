import { resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import type { Contract } from '../../contracts/model.ts'
import { DqError } from '../../kernel/errors.ts'
import type { Cell, Row, TableColumn } from '../../quality/expectation.ts'
import { personalColumns } from '../../quality/mask.ts'
import type { QualityEngine } from '../../quality/ports.ts'
import { safeMessage } from '../../quality/safe-message.ts'
import { duckdb } from '../../quality/sql/duckdb.ts'
import { type DuckDBConnection, DuckDBInstance, type DuckDBType, DuckDBTypeId } from '../duckdb.ts'
import { cellOf } from './duckdb/cell.ts'
import { readerSql } from './duckdb/reader.ts'
import { refuseOthers } from './duckdb/refuse-others.ts'

/** What suites call the table: `{batch}` in a query of one's own stands for it. */
const TABLE = 'batch'

/** Rows that somebody has found already: a SELECT, and the files of this machine that it reads. */
export interface FoundRows {
  readonly sql: string
  readonly files: readonly string[]
}

interface Rows {
  /**
   * Files by path or glob: Parquet, CSV, TSV, JSON, JSON Lines (events of fixtures give their values); .gz of the text formats.
   * Or rows that a connection is needed to find.
   */
  readonly data: string | ((connection: DuckDBConnection) => Promise<FoundRows>)
  /** Text formats get the types of its fields. */
  readonly contract?: Contract | undefined
}

export interface OpenData extends Rows {
  /** Other tables, by the names of their contracts. */
  readonly others?: readonly (Rows & { readonly name: string })[]
  readonly threads?: number | undefined
  /** Ends the query that runs, and refuses the next. */
  readonly signal?: AbortSignal | undefined
}

/** DuckDB in this process, over files. Queries see these files and nothing else of the disk. */
export async function openDuckdb({ data, contract, others = [], threads, signal }: OpenData): Promise<QualityEngine> {
  // Each column is read once or twice, from the system's cache; DuckDB's own copy of the file would only take memory.
  const options = { autoinstall_known_extensions: 'false', enable_external_file_cache: 'false' }
  const instance = await DuckDBInstance.create(':memory:', threads ? { ...options, threads: `${threads}` } : options)
  const connection = await instance.connect()
  const isPersonal = [contract, ...others.map((other) => other.contract)].some((one) => personalColumns(one).size > 0)
  const interrupt = () => connection.interrupt()
  signal?.addEventListener('abort', interrupt)
  const close = async () => {
    signal?.removeEventListener('abort', interrupt)
    connection.closeSync()
    instance.closeSync()
  }
  try {
    await connection.run("SET TimeZone = 'UTC'")
    const tables = [{ table: TABLE, data, contract }, ...others.map((other, i) => ({ ...other, table: `other${i}` }))]
    const files: string[] = []
    const views: string[] = []
    for (const { table, ...source } of tables) {
      const found = await findRows(connection, source, isPersonal)
      files.push(...found.files)
      views.push(`CREATE VIEW ${table} AS ${found.sql}`)
    }
    await connection.run(`SET allowed_paths = [${files.map(duckdb.text).join(', ')}]`)
    await connection.run('SET enable_external_access = false')
    for (const view of views) await rowsOf(connection, view, isPersonal)
    const columns = await columnsOf(connection, `SELECT * FROM ${TABLE}`, isPersonal)
    const [{ version } = { version: '' }] = await rowsOf(connection, 'SELECT version() AS version', false)
    return {
      name: `duckdb ${String(version).replace(/^v/, '')}`,
      dialect: duckdb,
      table: TABLE,
      columns,
      others: new Map(others.map(({ name }, i) => [name, `other${i}`])),
      async query(sql) {
        if (signal?.aborted) throw new DqError('the query was ended')
        const start = performance.now()
        const rows = await rowsOf(connection, sql, isPersonal)
        return { rows, seconds: (performance.now() - start) / 1000 }
      },
      rows: (sql) => chunksOf(connection, sql, isPersonal),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function findRows(
  connection: DuckDBConnection,
  { data, contract }: Rows,
  isPersonal: boolean,
): Promise<FoundRows> {
  if (typeof data !== 'string') return data(connection)
  const files = await filesOf(connection, data)
  refuseOthers(files)
  return { sql: await readerSql(files, contract, (sql) => rowsOf(connection, sql, isPersonal)), files }
}

async function filesOf(connection: DuckDBConnection, data: string): Promise<readonly string[]> {
  const found = await rowsOf(connection, `SELECT file FROM glob(${duckdb.text(resolve(data))}) ORDER BY file`, false)
  if (found.length > 0) return found.map(({ file }) => String(file))
  throw new DqError(`no file is called ${data}`, {
    hint: 'give --data a file or a glob, e.g. --data "lake/orders/*.parquet"',
  })
}

async function columnsOf(
  connection: DuckDBConnection,
  query: string,
  isPersonal: boolean,
): Promise<readonly TableColumn[]> {
  const described = await rowsOf(connection, `DESCRIBE ${query}`, isPersonal)
  return described.map(({ column_name, column_type }) => ({ name: String(column_name), type: String(column_type) }))
}

async function rowsOf(connection: DuckDBConnection, sql: string, isPersonal: boolean): Promise<readonly Row[]> {
  try {
    const reader = await connection.runAndReadAll(sql)
    const names = reader.deduplicatedColumnNames()
    const types = reader.columnTypes()
    return reader
      .getRowsJson()
      .map((row) => Object.fromEntries(names.map((name, i) => [name, cell(row[i], types[i])] as const)))
  } catch (cause) {
    throw refusal(cause, sql, isPersonal)
  }
}

/** The cause repeats values too, and a stack repeats the cause. */
function refusal(cause: unknown, sql: string, isPersonal: boolean): DqError {
  const [first = ''] = (cause instanceof Error ? cause.message : String(cause)).split('\n')
  return isPersonal ? new DqError(`DuckDB: ${safeMessage(first, sql)}`) : new DqError(`DuckDB: ${first}`, { cause })
}

async function* chunksOf(
  connection: DuckDBConnection,
  sql: string,
  isPersonal: boolean,
): AsyncIterable<readonly Row[]> {
  try {
    const result = await connection.stream(sql)
    const names = result.deduplicatedColumnNames()
    const types = result.columnTypes()
    for await (const rows of result.yieldRowsJson())
      yield rows.map((row) => Object.fromEntries(names.map((name, i) => [name, cell(row[i], types[i])] as const)))
  } catch (cause) {
    throw refusal(cause, sql, isPersonal)
  }
}

function cell(value: unknown, type: DuckDBType | undefined): Cell {
  const name = type === undefined ? '' : DuckDBTypeId[type.typeId]
  return cellOf(value, name)
}
