import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { rollBack } from '../../../src/lake/table/rollback.ts'
import { commitTable, createTable, loadTable } from '../../../src/lake/table/table.ts'
import { AUTHOR, column, openLake } from './lake.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-rollback-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const KEY = ['bronze', 'events']

test('the rows of an earlier snapshot are back, the next append goes on from there, and the way forward stays open', async () => {
  const opened = await openLake(folder)
  const { lake, change, read } = opened
  await createTable(lake, {
    branch: 'main',
    key: KEY,
    columns: [column('id', { kind: 'long' }, true)],
    partitionBy: [],
    message: 'create',
    ...AUTHOR,
  })
  const first = (await change(KEY, 'SELECT 1 AS id')).metadata.current?.id ?? 0n
  const second = (await change(KEY, 'SELECT 2 AS id')).metadata.current?.id ?? 0n
  const ids = async () => (await read(KEY, undefined, 'id')).rows.map(({ id }) => Number(id))
  const back = (to: bigint) =>
    commitTable(lake, 'main', KEY, { message: 'back', ...AUTHOR }, async ({ metadata, content }) =>
      rollBack(metadata, content.metadataLocation, to, Date.now()),
    )
  await back(first)
  expect(await ids()).toEqual([1])
  await change(KEY, 'SELECT 3 AS id')
  expect(await ids()).toEqual([1, 3])
  const { metadata } = await loadTable(lake, 'main', KEY)
  expect(metadata.current?.parentId).toBe(first)
  // Table specification: sequence numbers only grow, also past what was rolled back.
  expect(metadata.current?.sequenceNumber).toBe(3n)
  expect(metadata.current?.summary['total-records']).toBe('2')
  await back(second)
  expect(await ids()).toEqual([1, 2])
  const { hash } = await loadTable(lake, 'main', KEY)
  await back(second)
  expect((await loadTable(lake, 'main', KEY)).hash).toBe(hash)
  await expect(back(7n)).rejects.toThrow('the table has no snapshot 7')
})
