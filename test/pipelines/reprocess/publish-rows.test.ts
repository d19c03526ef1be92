import { expect, test } from 'vitest'
import { storeByName } from '../../../src/adapters/keyed-store/by-store.ts'
import { openMemoryStore } from '../../../src/adapters/keyed-store/memory.ts'
import type { Difference } from '../../../src/pipelines/reprocess/differences.ts'
import { publishRows } from '../../../src/pipelines/reprocess/publish-rows.ts'
import { contract } from '../../stack/store-rows.ts'

const global = await contract('inventory_global')
const store = global.name

const row = (sku: string, revision: number, on_hand: number) => ({
  sku,
  on_hand,
  reserved: 0,
  available: on_hand,
  shipped: 0,
  warehouses: 1,
  regions: 1,
  as_of: '2026-11-22T10:00:00.000000Z',
  revision,
})
const stored = (sku: string, revision: number, on_hand: number) => ({
  store,
  key: sku,
  revision: BigInt(revision),
  value: JSON.stringify(row(sku, revision, on_hand)),
})
const difference = (sku: string, revision: number, on_hand: number, change: Difference['change']): Difference => ({
  change,
  order: 0,
  key: sku,
  partition: 0,
  revision: BigInt(revision),
  value: row(sku, revision, on_hand),
})
const differences = [
  difference('NEW', 1, 1, 'new'),
  difference('CORRECTED', 2, 20, 'changed'),
  difference('OVERTAKEN', 3, 30, 'changed'),
  difference('GONE', 4, 40, 'gone'),
]
const before = [stored('CORRECTED', 2, 2), stored('OVERTAKEN', 4, 4), stored('GONE', 4, 4)]

test('rows come in, also at the revision that is there; a newer one stays, and is told; again changes nothing', async () => {
  const memory = openMemoryStore()
  await memory.upsert(before)
  const kept = [{ key: 'OVERTAKEN', why: 'newer' }]
  expect(await publishRows(memory, global, differences, { dryRun: true })).toEqual({
    output: store,
    sent: 3,
    before: 0,
    kept: [],
  })
  expect(await publishRows(memory, global, differences, { dryRun: false })).toEqual({
    output: store,
    sent: 2,
    before: 0,
    kept,
  })
  const onHand = async (sku: string) => JSON.parse((await memory.get(store, sku))?.value ?? '{}').on_hand
  expect(await Promise.all(['NEW', 'CORRECTED', 'OVERTAKEN', 'GONE'].map(onHand))).toEqual([1, 20, 4, 4])
  expect(await publishRows(memory, global, differences, { dryRun: false })).toEqual({
    output: store,
    sent: 0,
    before: 2,
    kept,
  })
})

test('a store that would mix two rows of a revision keeps the first, and that is told', async () => {
  const { correct: _, ...memory } = openMemoryStore()
  await memory.upsert(before)
  const done = await publishRows(storeByName(new Map([[store, memory]])), global, differences, { dryRun: false })
  expect(done).toEqual({
    output: store,
    sent: 1,
    before: 0,
    kept: [
      { key: 'CORRECTED', why: 'first' },
      { key: 'OVERTAKEN', why: 'newer' },
    ],
  })
  expect((await memory.get(store, 'CORRECTED'))?.value).toBe(before[0]!.value)
})

test('a key that was erased stays away', async () => {
  const memory = openMemoryStore()
  await memory.erase(store, 'NEW', undefined)
  const done = await publishRows(memory, global, differences.slice(0, 1), { dryRun: false })
  expect(done.kept).toEqual([{ key: 'NEW', why: 'erased' }])
})
