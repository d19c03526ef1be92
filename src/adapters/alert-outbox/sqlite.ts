import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DqError } from '../../kernel/errors.ts'
import type { Alert } from '../../quality/alerts/alert.ts'
import type { AlertOutbox } from '../../quality/alerts/ports.ts'
import type { Memory } from '../../quality/alerts/route.ts'

const FILE = 'outbox.sqlite'

const TABLES = `
  CREATE TABLE IF NOT EXISTS memory (
    channel TEXT NOT NULL, subject TEXT NOT NULL, told TEXT NOT NULL, PRIMARY KEY (channel, subject)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS waiting (
    id INTEGER PRIMARY KEY, channel TEXT NOT NULL, alert TEXT NOT NULL, failures INTEGER NOT NULL DEFAULT 0, reason TEXT,
    not_before INTEGER NOT NULL DEFAULT 0, leased_until INTEGER NOT NULL DEFAULT 0
  ) STRICT;`

/** The outbox in a folder's SQLite file, made when missing: what was posted waits there, also when this process dies. */
export function openAlertOutbox(folder: string): AlertOutbox {
  const database = openDatabase(folder)
  const remembered = database.prepare('SELECT told FROM memory WHERE channel = ? AND subject = ?')
  const remember = database.prepare(
    'INSERT INTO memory VALUES (?, ?, ?) ON CONFLICT (channel, subject) DO UPDATE SET told = excluded.told',
  )
  const wait = database.prepare('INSERT INTO waiting (channel, alert) VALUES (?, ?)')
  const lease = database.prepare(
    'UPDATE waiting SET leased_until = ?2 WHERE not_before <= ?1 AND leased_until <= ?1 RETURNING id, channel, alert, failures',
  )
  const remove = database.prepare('DELETE FROM waiting WHERE id = ?')
  const free = database.prepare('UPDATE waiting SET leased_until = 0 WHERE id = ?')
  const failed = database.prepare(
    'UPDATE waiting SET leased_until = 0, failures = failures + 1, reason = ?2, not_before = ?3 WHERE id = ?1',
  )
  return {
    async post(channel, subject, decide) {
      database.exec('BEGIN IMMEDIATE')
      try {
        const found = remembered.get(channel, subject)
        const before: Memory = found === undefined ? {} : JSON.parse(String(found.told))
        const { memory, alert } = decide(before)
        remember.run(channel, subject, JSON.stringify(memory))
        if (alert !== undefined) wait.run(channel, JSON.stringify(alert))
        database.exec('COMMIT')
      } catch (error) {
        database.exec('ROLLBACK')
        throw error
      }
    },
    async claim(now, leaseMs) {
      return lease
        .all(now, now + leaseMs)
        .map(({ id, channel, alert, failures }) => ({
          id: Number(id),
          channel: String(channel),
          alert: JSON.parse(String(alert)) as Alert,
          failures: Number(failures),
        }))
        .sort((a, b) => a.id - b.id)
    },
    async delivered(id) {
      remove.run(id)
    },
    async putBack(id, failure) {
      if (failure === undefined) free.run(id)
      else failed.run(id, failure.reason, failure.notBefore)
    },
    async close() {
      database.close()
    },
  }
}

function openDatabase(folder: string): DatabaseSync {
  const path = join(folder, FILE)
  try {
    mkdirSync(folder, { recursive: true })
    const database = new DatabaseSync(path, { timeout: 10_000 })
    database.exec(`PRAGMA synchronous = FULL; ${TABLES}`)
    return database
  } catch (cause) {
    throw new DqError(
      `${path} cannot be used as the outbox of alerts: ${cause instanceof Error ? cause.message : String(cause)}`,
      { hint: 'see that the folder can be written', at: { file: path }, cause },
    )
  }
}
