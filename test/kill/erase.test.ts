import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { findHere } from '../../src/cli/privacy/report-data.ts'
import { openLake } from '../../src/cli/wiring/lake.ts'
import { erasureLog } from '../../src/cli/wiring/privacy.ts'
import { csv, shopIn, TABLES } from '../cli/privacy/shop.ts'
import { FULL, report } from '../full.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-erase-kill-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const program = fileURLToPath(new URL('../cli/privacy/erase-process.ts', import.meta.url))

const [header = '', line = ''] = readFileSync(csv('bronze.orders'), 'utf8').split('\n')
const value = (name: string) => line.split(',')[header.split(',').indexOf(name)] ?? ''
const [person, customer] = [value('customer_unique_id'), value('customer_id')]

/** Kills it after so many milliseconds of work; what it said when it was quicker. */
async function eraseFor(at: string, ms: number): Promise<string | undefined> {
  const child = spawn(process.execPath, [program, at, person], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  let timer: NodeJS.Timeout | undefined
  child.stdout.on('data', (chunk) => {
    said += chunk
    timer ??= setTimeout(() => child.kill('SIGKILL'), ms)
  })
  return new Promise((done) =>
    child.on('close', (_code, signal) => {
      clearTimeout(timer)
      done(signal === 'SIGKILL' ? undefined : said)
    }),
  )
}

test('an erasure that is killed again and again is finished by the next one: nobody left, every table noted', async () => {
  const shop = await shopIn(join(folder, 'shop'), customer)
  let kills = 0
  let said: string | undefined
  for (let ms = 200; said === undefined; ms *= FULL ? 1.25 : 3) {
    said = await eraseFor(shop.at, ms)
    if (said === undefined) kills++
  }
  expect(said).toContain('left 0')
  const found = await findHere(shop.settings, { subject: customer, linked: true, files: [] })
  expect([found.tables, found.traces]).toEqual([[], []])
  const entries = (await erasureLog(shop.settings, true)).entries()
  expect(entries.at(-1)).toMatchObject({ kind: 'done', left: [] })
  // A branch may have been written before the kill and the other after it: two notes of a table, and one of each commit.
  const noted = entries.filter((entry) => entry.kind === 'table')
  expect([...new Set(noted.map(({ table }) => table))].sort()).toEqual(TABLES)
  const { catalog } = await openLake(shop.settings)
  const logs = await Promise.all(['dev', 'main'].map((branch) => catalog.log(branch, { max: 500 })))
  const made = logs.flat().filter(({ message }) => message.startsWith('Erase a subject from'))
  expect(noted.flatMap(({ commits }) => Object.values(commits)).sort()).toEqual(made.map(({ hash }) => hash).sort())
  report('erasures killed at growing moments until one came to its end: nobody left', kills)
}, 600_000)
