import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { nextMetadata } from '../../../src/lake/iceberg/metadata.ts'
import { commitTable, createTable } from '../../../src/lake/table/table.ts'
import { AUTHOR, column, openLake } from './lake.ts'

test('a table that another engine sorts keeps its order in the catalog: Trino does not open it by one that it does not have', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dq-sort-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const { lake, change } = await openLake(folder)
  const key = ['bronze', 'sorted']
  const columns = [column('word', { kind: 'string' })]
  const to = { branch: 'main', ...AUTHOR } as const
  await createTable(lake, { ...to, key, columns, partitionBy: [], message: 'create' })
  // As Trino 476 writes it for sorted_by: the order 1, and no order 0.
  const field = { transform: 'identity', 'source-id': 1, direction: 'asc', 'null-order': 'nulls-first' }
  const orders = { 'sort-orders': [{ 'order-id': 1, fields: [field] }], 'default-sort-order-id': 1 }
  await commitTable(lake, 'main', key, { ...AUTHOR, message: 'sort' }, async ({ metadata, content }) =>
    nextMetadata(metadata, content.metadataLocation, orders, Date.now()),
  )
  const { content, metadata } = await change(key, "SELECT 'a' AS word")
  expect(content.sortOrderId).toBe(1)
  expect(await lake.catalog.content('main', key)).toMatchObject({ sortOrderId: 1 })
  expect(metadata.raw).toMatchObject(orders)
})
