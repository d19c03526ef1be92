import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, test } from 'vitest'
import { openRunHistory } from '../../../src/adapters/run-history/sqlite.ts'
import type { RunRecord } from '../../../src/quality/history/record.ts'

const work = mkdtempSync(join(tmpdir(), 'dq-history-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))
let folders = 0
const folder = () => join(work, `h${folders++}`)
const KEEP = { runs: 100, days: 30 }
const DAY = 86_400_000

const runAt = (at: number, rows: number | null = 5, table = 'bronze.payments'): RunRecord => ({
  at,
  table,
  suite: table,
  engine: 'duckdb 1.5.6',
  data: 'payments.parquet',
  success: false,
  seconds: 0.25,
  rows,
  expectations: [
    { key: 'a', words: 'it is', severity: 'critical', verdict: 'met', observed: 5, elements: null, unexpected: null },
    { key: 'b', words: 'it "was"', severity: 'warning', verdict: 'unmet', observed: null, elements: 5, unexpected: 2 },
    {
      key: 'c',
      words: 'x',
      severity: 'info',
      verdict: 'not judged',
      observed: '2026',
      elements: null,
      unexpected: null,
    },
  ],
})

test('a run comes back as it was, also after it was closed; the newest first', async () => {
  const where = folder()
  const first = openRunHistory(where)
  await first.record(runAt(1000), KEEP)
  await first.record(runAt(3000, null), KEEP)
  await first.record(runAt(2000, 7), KEEP)
  await first.close()
  const again = openRunHistory(where)
  expect(await again.runs('bronze.payments', 10)).toEqual([runAt(3000, null), runAt(2000, 7), runAt(1000)])
  expect(await again.runs('bronze.payments', 1)).toEqual([runAt(3000, null)])
  expect(await again.rowCounts('bronze.payments', 10)).toEqual([7, 5])
  expect(await again.runs('bronze.orders', 10)).toEqual([])
  expect(await again.tables()).toEqual(['bronze.payments'])
  await again.close()
})

test('old runs go, by number and by age, each table for itself', async () => {
  const where = folder()
  const history = openRunHistory(where)
  await history.record(runAt(0, 1, 'other'), KEEP)
  for (const at of [1, 2, 3, 4]) await history.record(runAt(at * DAY), { runs: 3, days: 365 })
  expect((await history.runs('bronze.payments', 10)).map(({ at }) => at / DAY)).toEqual([4, 3, 2])
  await history.record(runAt(10 * DAY), { runs: 100, days: 6 })
  expect((await history.runs('bronze.payments', 10)).map(({ at }) => at / DAY)).toEqual([10, 4])
  expect((await history.runs('other', 10)).length).toBe(1)
  await history.close()
  const left = new DatabaseSync(join(where, 'quality.sqlite')).prepare('SELECT count(*) AS n FROM expectation').get()
  expect(left?.n).toBe(9)
})

test('six processes that begin at once and record at once lose no run', async () => {
  const where = folder()
  const module = new URL('../../../src/adapters/run-history/sqlite.ts', import.meta.url).href
  const program = `
    const { openRunHistory } = await import(${JSON.stringify(module)})
    const history = openRunHistory(${JSON.stringify(where)})
    const run = ${JSON.stringify(runAt(0))}
    for (let i = 0; i < 20; i++) await history.record({ ...run, at: process.pid * 1000 + i }, { runs: 1000, days: 1e6 })
    await history.close()`
  const ends = await Promise.all(
    Array.from({ length: 6 }, () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      let said = ''
      child.stderr.on('data', (chunk) => {
        said += chunk
      })
      return new Promise<string>((done) => child.on('close', (code) => done(code === 0 ? '' : said)))
    }),
  )
  expect(ends).toEqual(['', '', '', '', '', ''])
  const history = openRunHistory(where)
  const runs = await history.runs('bronze.payments', 1000)
  expect(runs.length).toBe(120)
  expect(runs.every(({ expectations }) => expectations.length === 3)).toBe(true)
  await history.close()
})

test('a file that is no history, or of a later dq, is refused with what to do', () => {
  const where = folder()
  openRunHistory(where).close()
  writeFileSync(join(where, 'quality.sqlite'), 'not a database, but long enough to be read as one'.repeat(40))
  expect(() => openRunHistory(where)).toThrow('cannot be used as the history of runs: file is not a database')
  const later = folder()
  openRunHistory(later).close()
  new DatabaseSync(join(later, 'quality.sqlite')).exec('PRAGMA user_version = 99')
  expect(() => openRunHistory(later)).toThrow('made by a later version of dq (99)')
})
