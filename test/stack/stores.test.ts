import { afterAll, describe, expect, test } from 'vitest'
import { openRedisStore } from '../../src/adapters/keyed-store/redis.ts'
import type { ErasableStore } from '../../src/pipelines/ports.ts'
import { testErasableStore, testKeyedStore } from '../adapters/keyed-store.suite.ts'
import { useServer } from './server.ts'
import { contract, everyKind, expectNewest, goldenRows } from './store-rows.ts'

const server = useServer('redis')
let opened = 0
const open = (options: Partial<Parameters<typeof openRedisStore>[0]> = {}): ErasableStore =>
  openRedisStore({ url: server.endpoint('url'), prefix: `t${opened++}:`, ...options })

describe('Redis keeps what every store promises', () => {
  testKeyedStore(open)
  testErasableStore(open)
})

test('rows of the golden files come back as they were, whatever the order and however often', async () => {
  const store = open({ contracts: [await contract('feature.customer')], ttlMs: 0 })
  const rows = goldenRows('feature.customer')
  const keys = await expectNewest(store, rows)
  console.log(`redis: ${rows.length} rows of ${keys} keys, written 4 times in 4 orders`)
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

test('fields are fields of a hash, a field that is null is not there, and the row ends with the retention of its contract', async () => {
  const { Redis } = await import('ioredis')
  const redis = new Redis(server.endpoint('url'))
  afterAll(() => redis.disconnect())
  const store = open({ contracts: [await contract('feature.customer')], prefix: 'own:' })
  const first = { customer_id: 'c1', revision: 1, orders: 2, paid_ratio: '0.7698' }
  await store.upsert([{ store: 'feature.customer', key: 'c1', revision: 1n, value: JSON.stringify(first) }])
  const hash = { _revision: '1', customer_id: 'c1', revision: '1', orders: '2', paid_ratio: '0.7698' }
  expect(await redis.hgetall('own:feature.customer:c1')).toEqual(hash)
  // 90 days, as the contract says.
  const ttl = await redis.pttl('own:feature.customer:c1')
  expect(ttl).toBeGreaterThan(7_776_000_000 - 60_000)
  expect(ttl).toBeLessThanOrEqual(7_776_000_000)
  const next = JSON.stringify({ customer_id: 'c1', revision: 2 })
  await store.upsert([{ store: 'feature.customer', key: 'c1', revision: 2n, value: next }])
  expect(await redis.hgetall('own:feature.customer:c1')).toEqual({ _revision: '2', customer_id: 'c1', revision: '2' })
  await store.close()
})

test('a key that holds something else is refused with what to do, not tried for ever', async () => {
  const { Redis } = await import('ioredis')
  const redis = new Redis(server.endpoint('url'))
  await redis.set('taken:s:a', 'text')
  const store = open({ prefix: 'taken:' })
  await expect(store.upsert([{ store: 's', key: 'a', revision: 1n, value: '{}' }])).rejects.toThrow(
    /Redis refuses: .*WRONGTYPE/,
  )
  await store.close()
  redis.disconnect()
})

test('concurrent writers of the same keys leave the greatest revision of each', async () => {
  const stores = Array.from({ length: 4 }, () => open({ prefix: 'race:' }))
  const rows = Array.from({ length: 2000 }, (_, i) => {
    const revision = BigInt(((i * 7919) % 500) + 1)
    return { store: 's', key: `k${i % 20}`, revision, value: `{"revision":${revision}}` }
  })
  await Promise.all(stores.map((store, at) => store.upsert(rows.filter((_, i) => i % 4 === at))))
  for (let k = 0; k < 20; k++) {
    const revisions = rows.filter(({ key }) => key === `k${k}`).map(({ revision }) => Number(revision))
    const greatest = BigInt(Math.max(...revisions))
    expect((await stores[0]!.get('s', `k${k}`))?.revision).toBe(greatest)
  }
  await Promise.all(stores.map((store) => store.close()))
})
