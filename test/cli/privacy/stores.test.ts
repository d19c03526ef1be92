import { expect, test } from 'vitest'
import { openMemoryStore } from '../../../src/adapters/keyed-store/memory.ts'
import type { Elsewhere } from '../../../src/cli/privacy/elsewhere.ts'
import { searchStores } from '../../../src/cli/privacy/stores.ts'
import type { Stored, Subjects } from '../../../src/cli/privacy/subjects.ts'
import type { Contract } from '../../../src/contracts/model.ts'
import { Unavailable } from '../../../src/pipelines/live/ports.ts'

const stored = (name: string, kind: Contract['kind'], key: string, subject: string): Stored => ({
  contract: { name, kind, settings: { key } } as unknown as Contract,
  subject: { contract: name, fields: [subject], searched: [], mode: 'delete', personal: [] },
})

async function search(stores: readonly Stored[], rows: readonly (readonly [store: string, key: string])[]) {
  const store = openMemoryStore()
  await store.upsert(rows.map(([store, key]) => ({ store, key, revision: 1n, value: '{}' })))
  await store.erase('feature.customer', 'ana-3', undefined)
  const exists = async (name: string): Promise<boolean> => {
    if (name === 'away') throw new Unavailable('cassandra', 'no host')
    return store.exists(name)
  }
  const elsewhere: Elsewhere = {
    store: { ...store, exists },
    log: undefined,
    hasStore: ({ name }) => name !== 'not.configured',
    close: async () => {},
  }
  return searchStores({ stored: stores } as unknown as Subjects, elsewhere, ['ana', 'ana-2', 'ana-3'])
}

test('rows are found under each id, and keys that are kept out are told', async () => {
  const stores = [stored('feature.customer', 'hash', 'customer_id', 'customer_id')]
  const rows = [
    ['feature.customer', 'ana'],
    ['feature.customer', 'ana-2'],
    ['feature.customer', 'rui'],
  ] as const
  expect(await search(stores, rows)).toEqual({
    found: [{ store: 'feature.customer', system: 'Redis', keys: ['ana', 'ana-2'], keptOut: [undefined] }],
    unsearched: [],
  })
})

test('a table whose key is not the person is told, when it is there', async () => {
  const visits = stored('customer.visits', 'table', 'visit_id', 'customer_id')
  expect(await search([visits], [])).toEqual({ found: [], unsearched: [] })
  expect(await search([visits], [['customer.visits', 'v-1']])).toEqual({
    found: [],
    unsearched: [
      {
        kind: 'store',
        why: 'Cassandra finds rows by their key, which names no person here: look at it by hand',
        names: ['customer.visits'],
      },
    ],
  })
})

test('a store that is away is told, and the others are searched', async () => {
  const stores = [
    stored('away', 'table', 'id', 'id'),
    stored('not.configured', 'table', 'id', 'id'),
    stored('here', 'table', 'id', 'id'),
  ]
  const { found, unsearched } = await search(stores, [
    ['here', 'ana'],
    ['not.configured', 'ana'],
  ])
  expect(found.map(({ store, keys }) => [store, keys])).toEqual([['here', ['ana']]])
  expect(unsearched).toEqual([
    { kind: 'store', why: 'cassandra cannot be reached: no host', names: ['away'], isAway: true },
  ])
})
