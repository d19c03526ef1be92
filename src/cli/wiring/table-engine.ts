import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Contract } from '../../contracts/model.ts'
import type { IcebergSchema } from '../../lake/iceberg/types.ts'
import type { DataWriter, RowSource, TableReader } from '../../lake/table/ports.ts'
import type { BatchSession } from '../../pipelines/batch/ports.ts'
import type { Settings } from '../config.ts'
import { openTableFiles } from './table-files.ts'

/** What reads and writes rows of tables. */
export interface TableEngine {
  readonly reader: TableReader
  readonly writer: DataWriter
  /** Rows of files of a user, held against a contract in the scan that writes them. */
  fileRows(files: readonly string[], schema: IcebergSchema, contract: Contract): RowSource
  /** Queries of batch jobs over such rows. */
  readonly session: BatchSession
  close(): void
}

/** DuckDB in this process. */
export async function openTableEngine(settings: Settings): Promise<TableEngine> {
  const [
    { DuckDBInstance },
    { duckdbWriter },
    { duckdbReader },
    { checkedSource, fileSource },
    { duckdbBatch },
    files,
  ] = await Promise.all([
    import('../../adapters/duckdb.ts'),
    import('../../adapters/table-data/duckdb.ts'),
    import('../../adapters/table-data/duckdb-reader.ts'),
    import('../../adapters/table-data/duckdb/file-source.ts'),
    import('../../adapters/table-data/duckdb-batch.ts'),
    openTableFiles(settings),
  ])
  const options = { autoinstall_known_extensions: 'false', enable_external_file_cache: 'false' }
  const instance = await DuckDBInstance.create(':memory:', options)
  const connection = await instance.connect()
  await connection.run("SET TimeZone = 'UTC'")
  const scratch = join(settings.stateDir, 'lake', 'scratch')
  return {
    reader: duckdbReader({ connection, files }),
    writer: duckdbWriter({ connection, files, scratch, uuid: randomUUID }),
    fileRows: (files, schema, contract) => checkedSource(fileSource(files, schema), contract),
    session: duckdbBatch(connection),
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}
