import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { sqlIdentifier } from '../../kernel/sql-text.ts'
import type { Holder } from '../../lake/privacy/holder.ts'

/** A table, and the condition by which its rows are found: any of its columns holds the id. */
function tablesOf(
  database: DatabaseSync,
  holds: Holder,
): readonly { readonly table: string; readonly columns: readonly string[] }[] {
  database.function('holds', (value: SQLInputValue) =>
    Number(typeof value === 'string' ? holds.inText(value) : value instanceof Uint8Array && holds.inBytes(value)),
  )
  const tables = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all()
  return tables.map(({ name }) => ({
    table: sqlIdentifier(String(name)),
    columns: database
      .prepare(`PRAGMA table_info(${sqlIdentifier(String(name))})`)
      .all()
      .map((column) => sqlIdentifier(String(column.name))),
  }))
}

const anyHolds = (columns: readonly string[]): string => columns.map((column) => `holds(${column})`).join(' OR ')

export function countRows(path: string, holds: Holder): number {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 })
  try {
    return tablesOf(database, holds).reduce(
      (sum, { table, columns }) =>
        sum + Number(database.prepare(`SELECT count(*) AS n FROM ${table} WHERE ${anyHolds(columns)}`).get()?.n),
      0,
    )
  } finally {
    database.close()
  }
}

/** Deletes the rows, or where `mask` is given, puts that for the values; nothing of them is left in free pages. */
export function dropRows(path: string, holds: Holder, mask?: string): number {
  const database = new DatabaseSync(path, { timeout: 5000 })
  try {
    database.exec('PRAGMA secure_delete = ON')
    let count = 0
    for (const { table, columns } of tablesOf(database, holds)) {
      const set = columns.map((column) => `${column} = CASE WHEN holds(${column}) THEN '${mask}' ELSE ${column} END`)
      const sql = mask === undefined ? `DELETE FROM ${table}` : `UPDATE ${table} SET ${set.join(', ')}`
      count += Number(database.prepare(`${sql} WHERE ${anyHolds(columns)}`).run().changes)
    }
    if (count > 0) database.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)')
    return count
  } finally {
    database.close()
  }
}
