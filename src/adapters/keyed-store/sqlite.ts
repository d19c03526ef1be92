import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { DqError } from '../../kernel/errors.ts'
import type { KeyedStore } from '../../pipelines/ports.ts'
import { checkName } from '../store-name.ts'

/**
 * Rows in an SQLite file (made with its folder when missing; `:memory:` too). Each upsert is one transaction, durable when it returns: all
 * of its rows or none. The stores in `anew` begin without rows.
 */
export function openSqliteStore(path: string, options: { readonly anew?: readonly string[] } = {}): KeyedStore {
  const database = openDatabase(path)
  for (const store of options.anew ?? []) database.prepare('DELETE FROM keyed_row WHERE store = ?').run(store)
  const put = database.prepare(
    `INSERT INTO keyed_row (store, key, revision, value) VALUES (?, ?, ?, ?)
     ON CONFLICT (store, key) DO UPDATE SET revision = excluded.revision, value = excluded.value
     WHERE excluded.revision > keyed_row.revision`,
  )
  const find = database.prepare('SELECT revision, value FROM keyed_row WHERE store = ? AND key = ?')
  find.setReadBigInts(true)
  return {
    async upsert(rows) {
      if (rows.length === 0) return
      for (const { store } of rows) checkName('store', store)
      database.exec('BEGIN IMMEDIATE')
      try {
        for (const { store, key, revision, value } of rows) put.run(store, key, revision, value)
        database.exec('COMMIT')
      } catch (error) {
        database.exec('ROLLBACK')
        throw error
      }
    },
    async get(store, key) {
      const row = readRow(find, checkName('store', store), key)
      return row && { store, key, ...row }
    },
    async close() {
      database.close()
    },
  }
}

function readRow(find: StatementSync, store: string, key: string): { revision: bigint; value: string } | undefined {
  const row = find.get(store, key)
  if (row === undefined) return undefined
  const { revision, value } = row
  if (typeof revision !== 'bigint' || typeof value !== 'string')
    throw new Error(`row ${key} of ${store} has other types than it was made with`)
  return { revision, value }
}

/** Of pages: with the 2 MiB that are usual most of the index is read again for every transaction. */
const CACHE_KIB = 16 * 1024

function openDatabase(path: string): DatabaseSync {
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
    const database = new DatabaseSync(path, { timeout: 5000 })
    // The log is folded in every 32 MB: keys come in no order, so that each folding writes most pages of the index.
    database.exec(
      `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8000; PRAGMA cache_size = ${-CACHE_KIB}`,
    )
    // With a rowid: new rows are appended, and what is kept in the order of keys (the index) stays small. Measured, a third of the CPU.
    database.exec(
      `CREATE TABLE IF NOT EXISTS keyed_row (
         store TEXT NOT NULL, key TEXT NOT NULL, revision INTEGER NOT NULL, value TEXT NOT NULL, PRIMARY KEY (store, key)
       ) STRICT`,
    )
    return database
  } catch (cause) {
    throw new DqError(`${path} cannot be used as a store: ${cause instanceof Error ? cause.message : String(cause)}`, {
      hint: 'name an SQLite file that dq made, or a new one',
      at: { file: path },
      cause,
    })
  }
}
