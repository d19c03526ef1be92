import { expect, test } from 'vitest'
import type { KeyedStore } from '../../src/pipelines/ports.ts'

const row = (key: string, revision: bigint, value = `{"revision":${revision}}`, store = 'feature.customer') => ({
  store,
  key,
  revision,
  value,
})

/** What every keyed store promises. `sameRevision`: why two rows of a key with one revision are not told apart, where they are not. */
export function testKeyedStore(open: () => KeyedStore, { sameRevision }: { sameRevision?: string } = {}): void {
  test('a row is kept only when its revision is greater, so a replay changes nothing', async () => {
    const store = open()
    await store.upsert([row('a', 5n, 'first'), row('b', 1n)])
    await store.upsert([row('a', 5n, sameRevision === undefined ? 'same revision' : 'first'), row('a', 4n, 'older')])
    expect(await store.get('feature.customer', 'a')).toEqual(row('a', 5n, 'first'))
    await store.upsert([row('a', 7n, 'newest'), row('a', 6n, 'between')])
    expect(await store.get('feature.customer', 'a')).toEqual(row('a', 7n, 'newest'))
    expect(await store.get('feature.customer', 'b')).toEqual(row('b', 1n))
    await store.close()
  })

  test('a key or store that was never written is undefined', async () => {
    const store = open()
    await store.upsert([row('a', 1n)])
    await store.upsert([])
    expect(await store.get('feature.customer', 'b')).toBeUndefined()
    expect(await store.get('other', 'a')).toBeUndefined()
    await store.close()
  })

  test('stores do not see each other', async () => {
    const store = open()
    await store.upsert([row('a', 1n, 'one', 's1'), row('a', 2n, 'two', 's2')])
    expect((await store.get('s1', 'a'))?.value).toBe('one')
    expect((await store.get('s2', 'a'))?.value).toBe('two')
    await store.close()
  })

  test('revisions are exact over 64 bits, and negative ones are revisions too', async () => {
    const store = open()
    await store.upsert([
      row('a', 2n ** 53n),
      row('a', 2n ** 53n + 1n),
      row('b', 2n ** 63n - 1n),
      row('c', -(2n ** 63n)),
    ])
    expect((await store.get('feature.customer', 'a'))?.revision).toBe(2n ** 53n + 1n)
    expect((await store.get('feature.customer', 'b'))?.revision).toBe(2n ** 63n - 1n)
    expect((await store.get('feature.customer', 'c'))?.revision).toBe(-(2n ** 63n))
    await store.close()
  })

  test.for(['', 'São', "'; DROP TABLE keyed_row; --", 'nul\0inside', '😀'])('any text is a key: %j', async (key) => {
    const store = open()
    await store.upsert([row(key, 1n, `{"key":${JSON.stringify(key)}}`), row(`${key}x`, 1n, 'other')])
    expect((await store.get('feature.customer', key))?.value).toBe(`{"key":${JSON.stringify(key)}}`)
    await store.close()
  })

  test('a store name with anything but letters, digits, ._- is refused, and nothing of its batch is kept', async () => {
    const store = open()
    await expect(store.upsert([row('a', 1n), row('a', 1n, 'x', 'a/b')])).rejects.toThrow('"a/b" is no store name')
    await expect(store.get('a b', 'a')).rejects.toThrow('is no store name')
    expect(await store.get('feature.customer', 'a')).toBeUndefined()
    await store.close()
  })
}
