import { DatabaseSync } from 'node:sqlite'
import { DqError } from '../../../kernel/errors.ts'
import { sqlIdentifier } from '../../../kernel/sql-text.ts'
import { neutralType } from '../../../quality/column-type.ts'
import type { Cell, TableColumn } from '../../../quality/expectation.ts'
import { sqliteType } from '../../../quality/gx/question.ts'
import type { QualityEngine } from '../../../quality/ports.ts'

/** What Great Expectations calls the table: `{batch}` in a query of one's own stands for it. */
export const TABLE = 'batch'

/**
 * Writes the engine's table as an SQLite file, chunk by chunk: the rows that DuckDB read, with the types of their contract.
 * Timestamps and times are texts in the form that SQLAlchemy compares; decimals are doubles: SQLite has no others.
 */
export async function writeTableFile(engine: QualityEngine, path: string): Promise<void> {
  const database = new DatabaseSync(path)
  try {
    const columns = engine.columns.map(({ name, type }) => `${sqlIdentifier(name)} ${sqliteType(type)}`)
    database.exec(`PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; CREATE TABLE ${TABLE} (${columns.join(', ')})`)
    const insert = database.prepare(`INSERT INTO ${TABLE} VALUES (${columns.map(() => '?').join(', ')})`)
    const read = engine.columns.map((column) => `${readSql(column, engine)} AS ${engine.dialect.quote(column.name)}`)
    for await (const rows of engine.rows(`SELECT ${read.join(', ')} FROM ${engine.table}`)) {
      database.exec('BEGIN')
      for (const row of rows) insert.run(...engine.columns.map(({ name, type }) => bound(row[name] ?? null, type)))
      database.exec('COMMIT')
    }
  } catch (cause) {
    if (cause instanceof DqError) throw cause
    throw new DqError(
      `the rows cannot be handed to Great Expectations: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    )
  } finally {
    database.close()
  }
}

/** The column in the form that SQLite keeps. */
function readSql({ name, type }: TableColumn, { dialect }: QualityEngine): string {
  const value = dialect.quote(name)
  switch (neutralType(type)) {
    case 'timestamp':
      return `strftime(CAST(${value} AS TIMESTAMP), '%Y-%m-%d %H:%M:%S.%f')`
    case 'time':
    case 'date':
      return `CAST(${value} AS VARCHAR)`
    default:
      return value
  }
}

/** Integers that JavaScript cannot hold come as text. */
function bound(value: Cell, type: string): number | bigint | string | null {
  if (typeof value === 'boolean') return Number(value)
  return typeof value === 'string' && neutralType(type) === 'long' ? BigInt(value) : value
}
