import { randomUUID } from 'node:crypto'
import { accessSync, constants, existsSync, globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { JudgedRows } from '../../adapters/table-data/duckdb/judged-rows.ts'
import type { UserFiles } from '../../adapters/table-data/duckdb/user-rows.ts'
import type { DataWriter, RowSource, TableReader } from '../../lake/table/ports.ts'
import type { BatchSession } from '../../pipelines/batch/ports.ts'
import type { Settings } from '../config.ts'
import { openTableFiles } from './table-files.ts'

export type { JudgedRows }

/** What reads and writes rows of tables. */
export interface TableEngine {
  readonly reader: TableReader
  readonly writer: DataWriter
  /** Rows of files of a user, held against a contract in the scan that writes them. */
  fileRows(request: UserFiles): Promise<RowSource>
  /** The same, each row judged by itself; those that break the contract go to a file. */
  judgedRows(request: UserFiles, badFile: string): Promise<JudgedRows>
  /** Queries of batch jobs over such rows. */
  readonly session: BatchSession
  close(): void
}

/** Files of a user as they were named: the first that is not there, is a folder, cannot be read or has another format is told, before the engine says it in its words. */
export async function requireFiles(paths: readonly string[]): Promise<void> {
  const [{ missingFile }, { kindOf }] = await Promise.all([
    import('../../adapters/missing-file.ts'),
    import('../../adapters/table-data/duckdb/file-source.ts'),
  ])
  for (const path of paths) {
    // A pattern is the engine's, unless there is a file of that very name.
    const named = existsSync(path) || !/[*?[]/.test(path) ? [path] : globSync(path)
    if (named.length === 0) throw missingFile(path, Object.assign(new Error('no match'), { code: 'ENOENT' }))
    for (const one of named) {
      try {
        accessSync(one, constants.R_OK)
      } catch (error) {
        throw missingFile(one, error)
      }
      if (statSync(one).isDirectory()) throw missingFile(one, undefined)
    }
  }
  kindOf(paths)
}

/** DuckDB in this process, with as many threads as there are processors, or fewer: each has rows in memory. */
export async function openTableEngine(settings: Settings, threads?: number): Promise<TableEngine> {
  const [
    { DuckDBInstance },
    { duckdbWriter, rowsOf },
    { duckdbReader },
    { userRows },
    { judgedRows },
    { duckdbBatch },
    files,
  ] = await Promise.all([
    import('../../adapters/duckdb.ts'),
    import('../../adapters/table-data/duckdb.ts'),
    import('../../adapters/table-data/duckdb-reader.ts'),
    import('../../adapters/table-data/duckdb/user-rows.ts'),
    import('../../adapters/table-data/duckdb/judged-rows.ts'),
    import('../../adapters/table-data/duckdb-batch.ts'),
    openTableFiles(settings),
  ])
  const options = { autoinstall_known_extensions: 'false', enable_external_file_cache: 'false' }
  const few = threads === undefined ? {} : { threads: String(threads) }
  const instance = await DuckDBInstance.create(':memory:', { ...options, ...few })
  const connection = await instance.connect()
  await connection.run("SET TimeZone = 'UTC'")
  const ask = (sql: string) => rowsOf(connection, sql)
  const scratch = join(settings.stateDir, 'lake', 'scratch')
  return {
    reader: duckdbReader({ connection, files }),
    writer: duckdbWriter({ connection, files, scratch, uuid: randomUUID }),
    fileRows: (request) => userRows(ask, request),
    judgedRows: (request, badFile) => judgedRows(ask, request, badFile),
    session: duckdbBatch(connection),
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}
