import type { Query } from './ast.ts'
import { readHeader, type SqlHeader } from './header.ts'
import { parseSql } from './parse/parse.ts'
import type { SqlSource } from './source.ts'

/** A batch job: one query, and what the comments at its top say: the table it writes, what it is given, when it runs. */
export interface SqlJob extends SqlHeader {
  /** The name of its file. */
  readonly name: string
  readonly source: SqlSource
  readonly query: Query
}

/**
 * Reads `<name>.sql`: comments at the top say what it is (`-- @output silver.ledger`, `-- @parameter date date`), one query follows.
 * @throws DqError with the place of the first mistake.
 */
export function readSqlJob(source: SqlSource): SqlJob {
  const header = readHeader(source)
  const name = source.file.replace(/^.*\//, '').replace(/\.sql$/, '')
  return { name, source, ...header, query: parseSql(source) }
}
