import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { diffTables } from '../../../src/lake/diff/table-diff.ts'
import { atSnapshot } from '../../../src/lake/scan/scan.ts'
import { createTable, loadTable } from '../../../src/lake/table/table.ts'
import { AUTHOR, column, openLake } from '../table/lake.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-diff-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const KEY = ['bronze', 'events']

let opened: Awaited<ReturnType<typeof openLake>>
beforeAll(async () => {
  opened = await openLake(folder)
  const columns = [column('id', { kind: 'long' }), column('day', { kind: 'int' }), column('note', { kind: 'string' })]
  await createTable(opened.lake, {
    branch: 'main',
    key: KEY,
    columns,
    partitionBy: [{ column: 'day', transform: { kind: 'identity' } }],
    message: 'create',
    ...AUTHOR,
  })
  await opened.change(KEY, "SELECT i AS id, i // 10 AS day, 'n' || i AS note FROM range(30) t(i)")
  // Day 1 again: 10 is gone, 11 has another note, 12 has none, 100 is new; days 0 and 2 stay in their files.
  await opened.change(
    KEY,
    `SELECT i AS id, 1 AS day, CASE i WHEN 11 THEN 'other' WHEN 12 THEN NULL ELSE 'n' || i END AS note
    FROM (SELECT unnest([11, 12, 13, 14, 15, 16, 17, 18, 19, 100]) AS i)`,
    { operation: 'overwrite', isRemoved: (file) => file.partition.get(1001) === 1 || file.partition.get(1000) === 1 },
  )
})

async function diff(key?: readonly string[]) {
  const { metadata } = await loadTable(opened.lake, 'main', KEY)
  const [first] = metadata.snapshots
  return diffTables(opened.lake, opened.reader, atSnapshot(metadata, first!.id), metadata, { key, sample: 5 })
}

test('rows are told apart by their key: added, removed, changed, and in which columns', async () => {
  const { rows, files } = await diff(['id'])
  expect(files).toEqual({ onlyFrom: 1, onlyTo: 1, both: 2 })
  expect(rows).toMatchObject({ added: 1, removed: 1, changed: 2, columns: { note: 2 } })
  expect(rows.sample).toEqual([
    { kind: 'added', from: undefined, to: { id: '100', day: 1, note: 'n100' } },
    { kind: 'changed', from: { id: '11', day: 1, note: 'n11' }, to: { id: '11', day: 1, note: 'other' } },
    { kind: 'changed', from: { id: '12', day: 1, note: 'n12' }, to: { id: '12', day: 1, note: null } },
    { kind: 'removed', from: { id: '10', day: 1, note: 'n10' }, to: undefined },
  ])
})

test('without a key whole rows are compared', async () => {
  expect((await diff()).rows).toMatchObject({ added: 3, removed: 3, changed: 0 })
})

test('what is no key is refused, and so is a column that is not there', async () => {
  await expect(diff(['day'])).rejects.toThrow('day is no key: rows share it')
  await expect(diff(['nota'])).rejects.toThrow('not both have a column "nota"')
})

test('a table is the same as itself', async () => {
  const { metadata } = await loadTable(opened.lake, 'main', KEY)
  const { rows, files } = await diffTables(opened.lake, opened.reader, metadata, metadata, { key: ['id'], sample: 5 })
  expect([rows.added, rows.removed, rows.changed, files.both]).toEqual([0, 0, 0, 3])
})
