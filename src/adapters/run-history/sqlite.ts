import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DqError } from '../../kernel/errors.ts'
import type { RunHistory } from '../../quality/history/ports.ts'
import type { ExpectationRecord, RunRecord } from '../../quality/history/record.ts'

const FILE = 'quality.sqlite'

/** Of the tables below; a file with a greater one was made by a later dq. */
const VERSION = 2

/** A statement for each version of the tables. */
const TABLES = [
  `
  CREATE TABLE IF NOT EXISTS run (
    id INTEGER PRIMARY KEY, at INTEGER NOT NULL, "table" TEXT NOT NULL, suite TEXT NOT NULL, engine TEXT NOT NULL,
    data TEXT NOT NULL, success INTEGER NOT NULL, seconds REAL NOT NULL, "rows" INTEGER
  ) STRICT;
  CREATE INDEX IF NOT EXISTS run_of_table ON run ("table", at);
  CREATE TABLE IF NOT EXISTS expectation (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE, place INTEGER NOT NULL, key TEXT NOT NULL,
    words TEXT NOT NULL, severity TEXT NOT NULL, verdict TEXT NOT NULL, observed ANY, elements INTEGER, unexpected INTEGER,
    PRIMARY KEY (run, place)
  ) STRICT, WITHOUT ROWID;`,
  'ALTER TABLE run ADD COLUMN ref TEXT; ALTER TABLE run ADD COLUMN hash TEXT; ALTER TABLE run ADD COLUMN snapshot TEXT;',
]

const DAY_MS = 86_400_000

/** The history in a folder's SQLite file, made when missing. A run is recorded by one transaction: whole, or not at all. */
export function openRunHistory(folder: string): RunHistory {
  const database = openDatabase(folder)
  const addRun = database.prepare(
    'INSERT INTO run (at, "table", suite, engine, data, success, seconds, "rows", ref, hash, snapshot) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const addExpectation = database.prepare('INSERT INTO expectation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const newest = database.prepare('SELECT * FROM run WHERE "table" = ? ORDER BY at DESC, id DESC LIMIT ?')
  const expectationsOf = database.prepare('SELECT * FROM expectation WHERE run = ? ORDER BY place')
  const counts = database.prepare(
    'SELECT "rows" FROM run WHERE "table" = ? AND "rows" IS NOT NULL ORDER BY at DESC, id DESC LIMIT ?',
  )
  const prune = database.prepare(
    `DELETE FROM run WHERE "table" = ?1 AND (at < ?2
       OR id NOT IN (SELECT id FROM run WHERE "table" = ?1 ORDER BY at DESC, id DESC LIMIT ?3))`,
  )
  return {
    async record(run, keep) {
      const { at, table, suite, engine, data, success, seconds, rows, lake } = run
      const state = [lake?.ref ?? null, lake?.hash ?? null, lake?.snapshot ?? null]
      database.exec('BEGIN IMMEDIATE')
      try {
        const { lastInsertRowid: id } = addRun.run(
          ...[at, table, suite, engine, data, Number(success), seconds, rows, ...state],
        )
        for (const [place, one] of run.expectations.entries()) {
          const { key, words, severity, verdict, observed, elements, unexpected } = one
          addExpectation.run(id, place, key, words, severity, verdict, observed, elements, unexpected)
        }
        prune.run(table, at - keep.days * DAY_MS, keep.runs)
        database.exec('COMMIT')
      } catch (error) {
        database.exec('ROLLBACK')
        throw error
      }
    },
    async runs(table, limit) {
      return newest.all(table, limit).map((row) => runOf(row, expectationsOf.all(Number(row.id))))
    },
    async rowCounts(table, limit) {
      return counts.all(table, limit).map(({ rows }) => Number(rows))
    },
    async tables() {
      return database
        .prepare('SELECT DISTINCT "table" AS name FROM run ORDER BY name')
        .all()
        .map(({ name }) => String(name))
    },
    async close() {
      database.close()
    },
  }
}

/** Whether a run was ever recorded there. */
export const hasRunHistory = (folder: string): boolean => existsSync(join(folder, FILE))

type Stored = Readonly<Record<string, unknown>>

// The tables are strict, so each column has the type it was made with.
const runOf = (row: Stored, expectations: readonly Stored[]): RunRecord => ({
  at: Number(row.at),
  table: String(row.table),
  suite: String(row.suite),
  engine: String(row.engine),
  data: String(row.data),
  ...(row.ref !== null && {
    lake: {
      ref: String(row.ref),
      hash: String(row.hash),
      ...(row.snapshot !== null && { snapshot: String(row.snapshot) }),
    },
  }),
  success: row.success === 1,
  seconds: Number(row.seconds),
  rows: numberOr(row.rows),
  expectations: expectations.map((one) => ({
    key: String(one.key),
    words: String(one.words),
    severity: one.severity as ExpectationRecord['severity'],
    verdict: one.verdict as ExpectationRecord['verdict'],
    observed: typeof one.observed === 'string' ? one.observed : numberOr(one.observed),
    elements: numberOr(one.elements),
    unexpected: numberOr(one.unexpected),
  })),
})

const numberOr = (value: unknown): number | null => (typeof value === 'number' ? value : null)

function openDatabase(folder: string): DatabaseSync {
  const path = join(folder, FILE)
  try {
    mkdirSync(folder, { recursive: true })
    const database = new DatabaseSync(path, { timeout: 10_000, enableForeignKeyConstraints: true })
    const version = Number(database.prepare('PRAGMA user_version').get()?.user_version)
    if (version > VERSION) throw new Error(`it was made by a later version of dq (${version})`)
    if (version < VERSION) {
      // Its own transaction: of processes that begin at once, one makes the tables and the others wait.
      database.exec('BEGIN IMMEDIATE')
      const there = Number(database.prepare('PRAGMA user_version').get()?.user_version)
      for (const statements of TABLES.slice(there)) database.exec(statements)
      database.exec(`PRAGMA user_version = ${VERSION}; COMMIT`)
    }
    database.exec('PRAGMA synchronous = FULL')
    return database
  } catch (cause) {
    throw new DqError(
      `${path} cannot be used as the history of runs: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        hint: `see that the folder can be written, or remove ${path}: the history begins again then`,
        at: { file: path },
        cause,
      },
    )
  }
}
