import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createReference } from '../../../src/cli/lake/branches.ts'
import { appendRows, applyTable } from '../../../src/cli/lake/write-table.ts'
import { eraseSubject } from '../../../src/cli/privacy/erase.ts'
import { retainTables } from '../../../src/cli/privacy/retain.ts'
import { openLake } from '../../../src/cli/wiring/lake.ts'
import { csv, repoIn } from './shop.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-privacy-protected-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const { at, settings } = repoIn(join(folder, 'one'))
const retain = { tables: [], topics: [], dryRun: true, protected: false }
const [header = '', first = ''] = readFileSync(csv('bronze.orders'), 'utf8').split('\n')
const subject = first.split(',')[header.split(',').indexOf('customer_unique_id')]!
const erase = { subject, linked: true, files: [], dryRun: false, expire: false, protected: false }
const refused = {
  message: 'prod is a protected branch: it is written to by a promotion, or with --protected',
  hint: '--protected; which branches are protected: dq policy show',
}

const heads = async () =>
  Object.fromEntries((await (await openLake(settings)).catalog.references()).map((one) => [one.name, one.hash]))

/** Orders of 2017 on main alone, payments of 2017 on main and prod, which comes second: both are kept for a day only. */
beforeAll(async () => {
  for (const table of ['bronze.orders', 'bronze.payments']) {
    const path = join(at, `contracts/bronze/${table}.odcs.yaml`)
    const text = readFileSync(path, 'utf8')
    writeFileSync(
      path,
      text
        .replace(/( {2}- property: retention\n {4}value: )\d+/, '$11')
        .replace(/(retentionMs\n {4}value: )\d+/, '$186400000'),
    )
  }
  const fill = async (table: string) => {
    await applyTable(settings, table, 'main')
    await appendRows(settings, table, [csv(table)], 'main')
  }
  await fill('bronze.payments')
  await createReference(settings, { kind: 'branch', name: 'prod', from: 'main' })
  await fill('bronze.orders')
  await createReference(settings, { kind: 'branch', name: 'held', from: 'main' })
  mkdirSync(join(at, 'contracts/policies'))
  writeFileSync(
    join(at, 'contracts/policies/branches.yaml'),
    'version: 1\nprotected: [prod]\npaths: [{ from: main, to: prod, gates: [contracts], actors: [ana] }]\n',
  )
}, 60_000)

test('a dry run counts what is too old on a protected branch too', async () => {
  const { retained } = await retainTables(settings, retain)
  expect(retained.map(({ table, branches }) => [table, [...branches].sort()])).toEqual([
    ['bronze.orders', ['held', 'main']],
    ['bronze.payments', ['held', 'main', 'prod']],
  ])
})

test('what has old rows on a protected branch is refused before anything is written, and --protected is named', async () => {
  const before = await heads()
  await expect(retainTables(settings, { ...retain, dryRun: false })).rejects.toMatchObject(refused)
  expect(await heads()).toEqual(before)
})

test('an erasure from a protected branch names --protected too', async () => {
  const before = await heads()
  await expect(eraseSubject(settings, { ...erase, subject })).rejects.toMatchObject(refused)
  expect(await heads()).toEqual(before)
})

test('with --protected the old rows are gone from every branch', async () => {
  const { retained } = await retainTables(settings, { ...retain, dryRun: false, protected: true })
  expect(retained.map(({ table }) => table)).toEqual(['bronze.orders', 'bronze.payments'])
  expect((await retainTables(settings, retain)).retained).toEqual([])
})

test('a protected branch without old rows stops nothing', async () => {
  expect((await retainTables(settings, { ...retain, dryRun: false })).retained).toEqual([])
})
