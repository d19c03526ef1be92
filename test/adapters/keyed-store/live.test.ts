import { expect, test } from 'vitest'
import { storeByName } from '../../../src/adapters/keyed-store/by-store.ts'
import { openLiveStore } from '../../../src/adapters/keyed-store/live.ts'
import { openMemoryStore } from '../../../src/adapters/keyed-store/memory.ts'
import { cassandraSettings, serversOf } from '../../../src/cli/server-settings.ts'
import { contractsOf, setting } from '../../contracts/diff/repo.ts'

const row = (store: string, key: string) => ({ store, key, revision: 1n, value: '{}' })

test('each row goes to the store of its name, and closing closes each once', async () => {
  const [a, b] = [openMemoryStore(), openMemoryStore()]
  const closed: string[] = []
  const named = storeByName(
    new Map([
      ['one', { ...a, close: async () => void closed.push('a') }],
      ['two', { ...b, close: async () => void closed.push('b') }],
    ]),
  )
  await named.upsert([row('one', 'x'), row('two', 'y'), row('one', 'z')])
  expect(a.rows('one').map(({ key }) => key)).toEqual(['x', 'z'])
  expect(b.rows('two').map(({ key }) => key)).toEqual(['y'])
  expect(await named.get('two', 'y')).toEqual(row('two', 'y'))
  await expect(named.get('three', 'y')).rejects.toThrow('nobody said where rows of three are kept')
  await named.close()
  expect(closed.sort()).toEqual(['a', 'b'])
})

test('a job with hashes or tables, and no address for them, says what to set', async () => {
  const [base] = await contractsOf(setting('compatibility', 'FULL'))
  const use = serversOf({}, {})
  const open = (kind: 'hash' | 'table') =>
    openLiveStore(use, [{ ...base!, kind }], { env: 'prod', reveal: (reference) => reference })
  await expect(open('hash')).rejects.toMatchObject({ hint: 'set redis.url in environments.prod of dq.yaml' })
  await expect(open('table')).rejects.toMatchObject({
    hint: 'set cassandra.contactPoints in environments.prod of dq.yaml',
  })
  const none = await openLiveStore(use, [], { env: 'prod', reveal: (reference) => reference })
  await none.close()
})

test('a section beats the address among the servers; what it leaves out is a default', () => {
  const servers = { redis: 'redis://a', registry: 'http://a', cassandra: 'a:9042' }
  const own = {
    redis: { prefix: 'p:' },
    cassandra: cassandraSettings.parse({ contactPoints: 'b:9042', keyspace: 'shop' }),
  }
  expect(serversOf(own, servers)).toMatchObject({
    registry: { url: 'http://a' },
    redis: { url: 'redis://a', prefix: 'p:' },
    cassandra: { contactPoints: 'b:9042', keyspace: 'shop', datacenter: 'datacenter1', create: false },
  })
})
