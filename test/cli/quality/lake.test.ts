import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createReference } from '../../../src/cli/lake/branches.ts'
import { appendRows, applyTable } from '../../../src/cli/lake/write-table.ts'
import { gateTables, qualityGate } from '../../../src/cli/quality/gate.ts'
import { qualityHistory } from '../../../src/cli/quality/history.ts'
import { judge } from '../../../src/cli/quality/judge.ts'
import { suggestQuality } from '../../../src/cli/quality/suggest.ts'
import { gateIsOpen } from '../../../src/quality/gate.ts'
import { scratchRepo } from './scratch.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const repo = scratchRepo('lake: {branch: dev}\n')
afterAll(() => repo.remove())
const settings = repo.settings()
const csv = (table: string) => join(root, `test/quality/olist/${table}.csv`)
const TABLES = ['bronze.orders', 'bronze.order_items', 'bronze.payments', 'silver.finance_ledger']

beforeAll(async () => {
  rmSync(join(repo.folder, 'expectations'), { recursive: true })
  cpSync(join(root, 'expectations'), join(repo.folder, 'expectations'), { recursive: true })
  await createReference(settings, { kind: 'branch', name: 'dev', from: 'main' })
  for (const table of TABLES) {
    await applyTable(settings, table, 'dev')
    await appendRows(settings, table, [csv(table)], 'dev')
  }
  await createReference(settings, { kind: 'tag', name: 'good', from: 'dev' })
  // The same payments again: ids that must be unique are not. And one more, so that the ledger does not add up.
  const [header, first = ''] = readFileSync(csv('bronze.payments'), 'utf8').split('\n')
  const more = join(repo.folder, 'more.csv')
  writeFileSync(more, `${header}\n${first.replace('-1,', '-9,')}\n`)
  await appendRows(settings, 'bronze.payments', [csv('bronze.payments'), more], 'dev')
}, 60_000)

const rows = { kind: 'lake', at: 'good' } as const

test('tables of the lake get the verdicts of the files that their rows came from, whatever the suite looks at beside', async () => {
  for (const name of TABLES) {
    const also = TABLES.filter((other) => other !== name).map((other) => [other, csv(other)] as const)
    const fromFiles = await judge(settings, { name, rows: { kind: 'files', data: csv(name), also }, history: false })
    const fromLake = await judge(settings, { name, rows, history: false })
    expect(fromLake.result.results).toEqual(fromFiles.result.results)
    expect(fromLake.result.success).toBe(true)
  }
})

test('every table of a suite is taken at the same place: the ledger adds up on the tag, and not on the branch', async () => {
  expect(await qualityGate(settings, { table: 'silver.finance_ledger', rows })).toMatchObject({ kind: 'pass' })
  const now = await qualityGate(settings, { table: 'silver.finance_ledger', rows: { kind: 'lake' } })
  expect(now).toMatchObject({
    kind: 'fail',
    reasons: [expect.stringContaining('the sum of paid_amount equals that of bronze.payments.payment_value')],
  })
})

test('a snapshot is judged as it was', async () => {
  const before = await judge(settings, { name: 'bronze.payments', rows, history: false })
  const at = `dev#${before.result.meta.lake?.snapshot}`
  const again = await judge(settings, { name: 'bronze.payments', rows: { kind: 'lake', at }, history: false })
  expect(again.result.results).toEqual(before.result.results)
})

test('the history keeps reference, commit and snapshot', async () => {
  await judge(settings, { name: 'bronze.orders', rows })
  const [run] = await qualityHistory(settings, 'bronze.orders', 1)
  expect(run?.lake).toEqual({
    ref: 'good',
    hash: expect.stringMatching(/^[0-9a-f]{40}$/),
    snapshot: expect.stringMatching(/^\d+$/),
  })
  expect(run?.data).toBe(`good at ${run?.lake?.hash.slice(0, 12)}`)
})

test('several tables are asked at one commit; one that is not there, or not judged in time, is no pass', async () => {
  const { hash, verdicts } = await gateTables(settings, { tables: TABLES, at: 'good' })
  expect(hash).toMatch(/^[0-9a-f]{40}$/)
  expect(verdicts.map(({ table, kind }) => [table, kind])).toEqual(TABLES.map((table) => [table, 'pass']))
  expect(gateIsOpen(verdicts)).toBe(true)
  const none = await gateTables(settings, { tables: ['bronze.shipments', 'bronze.orders'], at: 'good' })
  expect(none.verdicts).toMatchObject([
    { kind: 'error', reasons: ['good has no table bronze.shipments'] },
    { kind: 'pass' },
  ])
  const late = await gateTables(settings, { tables: ['bronze.orders'], at: 'good', timeoutMs: 0 })
  expect(late.verdicts).toMatchObject([
    { kind: 'error', reasons: ['bronze.orders is not judged: the time for it is over'] },
  ])
  const ended = await gateTables(settings, { tables: ['bronze.orders'], at: 'good', signal: AbortSignal.abort() })
  expect(ended.verdicts).toMatchObject([{ kind: 'error', reasons: ['bronze.orders is not judged: the run was ended'] }])
  await expect(gateTables(settings, { tables: TABLES, at: 'god' })).rejects.toThrow('no branch or tag "god"')
})

test('a table that a suite looks at beside, and that is not there, is named', async () => {
  const bare = scratchRepo('')
  try {
    bare.write('expectations/silver/silver.finance_ledger.json', SUITE)
    await applyTable(bare.settings(), 'silver.finance_ledger', 'main')
    const ask = judge(bare.settings(), { name: 'silver.finance_ledger', rows: { kind: 'lake' } })
    await expect(ask).rejects.toMatchObject({
      message: 'main has no table bronze.orders',
      hint: 'it has silver.finance_ledger',
    })
  } finally {
    bare.remove()
  }
})

const SUITE = JSON.stringify({
  name: 'silver.finance_ledger',
  expectations: [],
  meta: {
    dq: {
      expectations: [
        { type: 'dq_references_to_exist', kwargs: { column_list: ['order_id'], other_table: 'bronze.orders' } },
      ],
    },
  },
})

test('a draft comes from a table as from files', async () => {
  const { draft } = await suggestQuality(settings, 'bronze.orders', { kind: 'lake', at: 'good' })
  const fromFile = await suggestQuality(settings, 'bronze.orders', { kind: 'files', data: csv('bronze.orders') })
  expect(draft.expectations).toEqual(fromFile.draft.expectations)
})
