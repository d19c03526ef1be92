import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DqError } from '../../kernel/errors.ts'
import type { JsonObject } from '../../kernel/json.ts'
import type { Checkpoint, CheckpointStore, RunEnd } from '../../pipelines/ports.ts'
import { isLocked, takeLock } from '../process-lock.ts'

const FILE = 'checkpoint.sqlite'
/** Said in the identity of a run that is over: nothing is made with the same. */
const FINISHED = 'finished'

/** What a checkpoint was made with, by name: it is of use only to a run that is the same in all of it. */
export type Identity = Readonly<Record<string, string>>

/** A folder that holds one run's checkpoint, and the lock on it. */
export interface OpenCheckpoint extends CheckpointStore {
  /** Of the run whose checkpoint is here; undefined when there is none. */
  identity(): Identity | undefined
  /** Forgets whatever is here and begins a run. */
  begin(identity: Identity): void
}

/** Seen from outside, without the lock. */
export interface CheckpointStatus {
  readonly isRunning: boolean
  /** Its outputs have their names: there is nothing to go on from. */
  readonly isFinished: boolean
  readonly identity?: Identity
  /** How many checkpoints the run has made. */
  readonly number: number
  readonly checkpoint?: Checkpoint
  /** Keyed state. */
  readonly rows: number
  readonly bytes: number
}

/**
 * Opens (makes, when missing) the checkpoint in a folder for one process. A commit is one transaction, durable when it returns.
 * @throws DqError when another process has it, or the file is none.
 */
export function openCheckpoint(folder: string): OpenCheckpoint {
  mkdirSync(folder, { recursive: true })
  const lock = takeLock(folder)
  if (lock === undefined)
    throw new DqError('another run is using this checkpoint', {
      hint: 'wait for it to end, or write to another folder with --out',
      at: { file: folder },
    })
  const database = openDatabase(folder)
  const transaction = (work: () => void): void => {
    database.exec('BEGIN IMMEDIATE')
    try {
      work()
      database.exec('COMMIT')
    } catch (error) {
      database.exec('ROLLBACK')
      throw error
    }
  }
  const clear = (): void => database.exec('DELETE FROM run; DELETE FROM checkpoint; DELETE FROM state')
  const put = database.prepare(
    'INSERT INTO state (task, key, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  )
  const drop = database.prepare('DELETE FROM state WHERE task = ? AND key = ?')
  const save = database.prepare(
    `INSERT INTO checkpoint (one, number, events, "end", source, sink, run) VALUES (1, 1, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET number = number + 1, events = excluded.events, "end" = excluded."end",
       source = excluded.source, sink = excluded.sink, run = excluded.run`,
  )

  return {
    identity() {
      const identity = identityIn(database)
      return identity === undefined || FINISHED in identity ? undefined : identity
    },
    begin(identity) {
      transaction(() => {
        clear()
        database.prepare('INSERT INTO run (one, identity) VALUES (1, ?)').run(JSON.stringify(identity))
      })
    },
    last: () => (FINISHED in (identityIn(database) ?? {}) ? undefined : checkpointIn(database)?.checkpoint),
    *entries(task) {
      for (const { key, value } of database.prepare('SELECT key, value FROM state WHERE task = ?').iterate(task))
        yield { key: Buffer.from(key as Uint8Array).toString(), bytes: value as Uint8Array }
    },
    async commit({ events, end, source, sink, run }, changes) {
      transaction(() => {
        for (const { task, key, bytes } of changes) {
          if (bytes === undefined) drop.run(task, Buffer.from(key))
          else put.run(task, Buffer.from(key), bytes)
        }
        save.run(events, end ?? null, JSON.stringify(source), JSON.stringify(sink), JSON.stringify(run))
      })
    },
    async forget() {
      // What the run has come to stays to be seen; what it would take to go on does not.
      transaction(() => {
        database.exec(`DELETE FROM state; UPDATE run SET identity = json_set(identity, '$.${FINISHED}', 'yes')`)
      })
    },
    async close() {
      database.close()
      lock.release()
    },
  }
}

/** What is in a folder, also while a run is using it; undefined when no checkpoint was ever made there. */
export function checkpointStatus(folder: string): CheckpointStatus | undefined {
  const path = join(folder, FILE)
  if (!existsSync(path)) return undefined
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 })
  try {
    const identity = identityIn(database)
    const found = checkpointIn(database)
    const state = database.prepare('SELECT count(*) AS rows, total(length(key) + length(value)) AS bytes FROM state')
    const { rows, bytes } = state.get() ?? {}
    return {
      isRunning: isLocked(folder),
      isFinished: identity === undefined || FINISHED in identity,
      ...(identity === undefined ? {} : { identity }),
      number: found?.number ?? 0,
      ...(found === undefined ? {} : { checkpoint: found.checkpoint }),
      rows: Number(rows),
      bytes: Number(bytes),
    }
  } finally {
    database.close()
  }
}

function identityIn(database: DatabaseSync): Identity | undefined {
  const row = database.prepare('SELECT identity FROM run').get()
  return row && (JSON.parse(String(row.identity)) as Identity)
}

function checkpointIn(database: DatabaseSync): { number: number; checkpoint: Checkpoint } | undefined {
  const row = database.prepare('SELECT * FROM checkpoint').get()
  if (row === undefined) return undefined
  const json = (column: string): JsonObject => JSON.parse(String(row[column]))
  const parts = { source: json('source'), sink: json('sink'), run: json('run') }
  const end = row.end === null ? {} : { end: row.end as RunEnd }
  return { number: Number(row.number), checkpoint: { events: Number(row.events), ...parts, ...end } }
}

function openDatabase(folder: string): DatabaseSync {
  const path = join(folder, FILE)
  try {
    const database = new DatabaseSync(path)
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
    database.exec(
      `CREATE TABLE IF NOT EXISTS run (one INTEGER PRIMARY KEY CHECK (one = 1), identity TEXT NOT NULL) STRICT;
       CREATE TABLE IF NOT EXISTS checkpoint (
         one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER NOT NULL, events INTEGER NOT NULL, "end" TEXT,
         source TEXT NOT NULL, sink TEXT NOT NULL, run TEXT NOT NULL
       ) STRICT;
       CREATE TABLE IF NOT EXISTS state (
         task INTEGER NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL, PRIMARY KEY (task, key)
       ) STRICT, WITHOUT ROWID`,
    )
    return database
  } catch (cause) {
    throw new DqError(
      `${path} cannot be used as a checkpoint: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        hint: `remove the folder ${folder}: the run begins again then`,
        at: { file: path },
        cause,
      },
    )
  }
}
