import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openMemoryStore } from '../../src/adapters/keyed-store/memory.ts'
import { openSqliteStore } from '../../src/adapters/keyed-store/sqlite.ts'
import { testErasableStore, testKeyedStore } from './keyed-store.suite.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-store-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0

describe('memory', () => {
  testKeyedStore(openMemoryStore)
  testErasableStore(openMemoryStore)
})
describe('SQLite file', () => testKeyedStore(() => openSqliteStore(join(folder, 'made', `${files++}.db`))))

const row = (key: string, revision: bigint, value = 'v') => ({ store: 's', key, revision, value })

test('an SQLite file keeps its rows for the next run', async () => {
  const path = join(folder, 'again.db')
  const first = openSqliteStore(path)
  await first.upsert([row('a', 3n)])
  await first.close()
  const second = openSqliteStore(path)
  await second.upsert([row('a', 2n, 'older')])
  expect(await second.get('s', 'a')).toEqual(row('a', 3n))
  await second.close()
})

test('a batch that fails half-way leaves nothing, and the store still works', async () => {
  const store = openSqliteStore(':memory:')
  await expect(store.upsert([row('a', 1n), row('b', 2n ** 70n)])).rejects.toThrow()
  expect(await store.get('s', 'a')).toBeUndefined()
  await store.upsert([row('a', 1n)])
  expect(await store.get('s', 'a')).toEqual(row('a', 1n))
  await store.close()
})

test('a file that is no database is named', () => {
  const path = join(folder, 'text.db')
  writeFileSync(path, 'this is not a database, only text that is long enough to be looked at as one '.repeat(20))
  expect(() => openSqliteStore(path)).toThrow(/text\.db cannot be used as a store: .*not a database/)
})
