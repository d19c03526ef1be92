import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { JsonObject } from '../../../src/kernel/json.ts'
import { compactTable } from '../../../src/lake/table/compact.ts'
import { expireSnapshots } from '../../../src/lake/table/expire.ts'
import { positionOf, positionSummary } from '../../../src/lake/table/positions.ts'
import { addSnapshot } from '../../../src/lake/table/snapshot.ts'
import { commitTable, commitTables, createTable, loadTable } from '../../../src/lake/table/table.ts'
import { AUTHOR, column, openLake } from './lake.ts'

const KEY = ['bronze', 'orders']
const meta = { ...AUTHOR, message: 'test' }

async function tableWith(key = KEY) {
  const opened = await openLake(mkdtempSync(join(tmpdir(), 'dq-positions-')))
  await createTable(opened.lake, {
    ...meta,
    branch: 'main',
    key,
    columns: [column('id', { kind: 'long' }, true)],
    partitionBy: [],
  })
  const now = async () => (await loadTable(opened.lake, 'main', key)).metadata
  return { ...opened, now }
}

test('a position outlives what others write behind it, compaction too', async () => {
  const { change, now, lake, reader, writer } = await tableWith()
  expect(positionOf(await now(), 'a')).toBeUndefined()
  await change(KEY, 'SELECT 1 AS id', { summary: positionSummary('a', '1') })
  await change(KEY, 'SELECT 2 AS id', { summary: positionSummary('b', '7') })
  await change(KEY, 'SELECT 3 AS id')
  const at = { ...meta, branch: 'main', key: KEY }
  await compactTable(lake, { reader, writer }, at, { target: 1_000_000n, least: 2 })
  const table = await now()
  expect(table.current?.summary.operation).toBe('replace')
  expect([positionOf(table, 'a'), positionOf(table, 'b'), positionOf(table, 'c')]).toEqual(['1', '7', undefined])
})

test('the snapshot that says it stays, where another engine wrote behind it and old ones expire', async () => {
  const { change, now } = await tableWith()
  await change(KEY, 'SELECT 1 AS id', { summary: positionSummary('a', '1') })
  await change(KEY, 'SELECT 2 AS id')
  // As another engine leaves it: a summary that knows nothing of ours.
  const written = await now()
  const [first, second] = written.snapshots
  const current = { ...second!, summary: { operation: 'append' } }
  const snapshots = (written.raw.snapshots as readonly JsonObject[]).map((one, i) =>
    i === 0 ? one : { ...one, summary: { operation: 'append' } },
  )
  const foreign = { ...written, current, snapshots: [first!, current], raw: { ...written.raw, snapshots } }
  const later = Date.now() + 86_400_000
  expect(expireSnapshots(foreign, 'file:///x.json', { before: later, keep: 1, now: later })).toBeUndefined()
  expect(positionOf(foreign, 'a')).toBe('1')
})

test('two tables change in one commit, or neither does', async () => {
  const { lake, now } = await tableWith()
  const other = ['bronze', 'quarantine']
  const columns = [column('id', { kind: 'long' }, true)]
  await createTable(lake, { ...meta, branch: 'main', key: other, columns, partitionBy: [] })
  const before = await lake.catalog.reference('main')
  const empty = { operation: 'append' as const, added: [] }
  let asked = 0
  const both = await commitTables(lake, 'main', [KEY, other], meta, async (tables) => {
    // Another writer is quicker the first time.
    if (asked++ === 0)
      await commitTable(lake, 'main', other, meta, async ({ metadata, content }) =>
        addSnapshot(lake, metadata, content.metadataLocation, empty),
      )
    return Promise.all(
      tables.map(({ metadata, content }) => addSnapshot(lake, metadata, content.metadataLocation, empty)),
    )
  })
  expect(asked).toBe(2)
  expect(both.map(({ metadata }) => metadata.snapshots.length)).toEqual([1, 2])
  const [last] = await lake.catalog.log('main')
  expect(last?.changed.map((key) => key.join('.'))).toEqual(['bronze.orders', 'bronze.quarantine'])
  expect((await now()).snapshots).toHaveLength(1)
  expect((await lake.catalog.log('main')).findIndex(({ hash }) => hash === before?.hash)).toBe(2)
})
