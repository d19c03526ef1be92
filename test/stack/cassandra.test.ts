import { describe, expect, test } from 'vitest'
import { openCassandraStore } from '../../src/adapters/keyed-store/cassandra.ts'
import type { ErasableStore } from '../../src/pipelines/ports.ts'
import { testErasableStore, testKeyedStore } from '../adapters/keyed-store.suite.ts'
import { useServer } from './server.ts'
import { contract, everyKind, expectNewest, goldenRows } from './store-rows.ts'

const server = useServer('cassandra')
let opened = 0
const open = (options: Partial<Parameters<typeof openCassandraStore>[0]> = {}): ErasableStore =>
  openCassandraStore({
    contactPoints: [server.endpoint('address')],
    datacenter: server.endpoint('datacenter'),
    keyspace: `t${opened++}`,
    create: true,
    ...options,
  })

describe('Cassandra keeps what every store promises', () => {
  testKeyedStore(open, {
    sameRevision: 'writes of one time are not told apart: the greater value of each column stays',
  })
  testErasableStore(open, { endsBy: 'gc_grace_seconds of the table' })
})

test('a table that nobody has made is not there, and looking does not make it', async () => {
  const keyspace = `t${opened}`
  const maker = open({ keyspace })
  expect(await maker.exists('s')).toBe(true)
  const looker = open({ keyspace, contracts: [await contract('inventory_global')], create: false })
  expect(await looker.exists('inventory_global')).toBe(false)
  const nowhere = open({ keyspace: 'nowhere', create: false })
  expect(await nowhere.exists('s')).toBe(false)
  await Promise.all([maker.close(), looker.close(), nowhere.close()])
})

test('rows of the golden files come back as they were, whatever the order and however often', async () => {
  const store = open({ contracts: [await contract('inventory_global')] })
  const rows = goldenRows('inventory_global')
  const keys = await expectNewest(store, rows)
  console.log(`cassandra: ${rows.length} rows of ${keys} keys, written 4 times in 4 orders`)
  expect(keys).toBeGreaterThan(50)
  await store.close()
})

test('a value of every kind comes back as it was', async () => {
  const { contract, rows } = await everyKind()
  const store = open({ contracts: [contract] })
  await store.upsert(rows)
  for (const row of rows) expect(await store.get(row.store, row.key)).toEqual(row)
  await store.close()
})

test('a table that is not there is refused with what to do', async () => {
  const store = open({ keyspace: 'nowhere', create: false })
  const refused = store.upsert([{ store: 's', key: 'a', revision: 1n, value: '{}' }])
  await expect(refused).rejects.toMatchObject({
    message: expect.stringMatching(/Cassandra refuses: .*(does not exist|keyed_row)/),
    hint: expect.stringContaining('create: true'),
  })
  await store.close()
})
