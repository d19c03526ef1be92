import { expect, test } from 'vitest'
import type { ErasableStore, KeyedStore } from '../../src/pipelines/ports.ts'

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

  test('a correction replaces a row of its revision too, where a store can do that, and no newer one', async () => {
    const store = open()
    await store.upsert([row('a', 5n, 'first'), row('b', 6n, 'newer')])
    for (let again = 0; again < 2; again++)
      await store.correct?.([row('a', 5n, 'corrected'), row('b', 5n, 'corrected'), row('c', 1n, 'new')])
    const values = await Promise.all(['a', 'b', 'c'].map((key) => store.get('feature.customer', key)))
    const wanted = store.correct === undefined ? ['first', 'newer', undefined] : ['corrected', 'newer', 'new']
    expect(values.map((one) => one?.value)).toEqual(wanted)
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

/** What a store promises that can forget. `endsBy`: by what clock a key may come again, where it is not the one that was asked for. */
export function testErasableStore(open: () => ErasableStore, { endsBy }: { endsBy?: string } = {}): void {
  const LATER = Date.now() + 3_600_000

  test('an erased row is gone, no row of its key comes again, and other keys are as they were', async () => {
    const store = open()
    const [old, other] = [row('a', 5n, 'old'), row('b', 1n)]
    await store.upsert([old, other])
    const promised = await store.erase('feature.customer', 'a', LATER)
    if (endsBy === undefined) expect(promised).toBe(LATER)
    else expect(promised).toBeGreaterThan(Date.now())
    await store.upsert([old, row('a', 6n, 'newer'), row('b', 2n)])
    expect(await store.get('feature.customer', 'a')).toBeUndefined()
    expect(await store.get('feature.customer', 'b')).toEqual(row('b', 2n))
    if (endsBy === undefined) expect(await store.keptOut('feature.customer', 'a')).toEqual({ until: LATER })
    expect(await store.keptOut('feature.customer', 'b')).toBeUndefined()
    await store.close()
  })

  test('erased twice, and a key that was never there: nothing more', async () => {
    const store = open()
    await store.upsert([row('a', 5n)])
    for (const key of ['a', 'a', 'never']) await store.erase('feature.customer', key, undefined)
    await store.upsert([row('never', 2n ** 63n - 1n)])
    for (const key of ['a', 'never']) expect(await store.get('feature.customer', key)).toBeUndefined()
    if (endsBy === undefined) expect(await store.keptOut('feature.customer', 'a')).toEqual({ until: undefined })
    await store.close()
  })

  test.skipIf(endsBy !== undefined)('when its time is over rows of the key are kept again', async () => {
    const store = open()
    await store.upsert([row('a', 5n)])
    await store.erase('feature.customer', 'a', Date.now() + 150)
    await new Promise((resolve) => setTimeout(resolve, 300))
    await store.upsert([row('a', 1n, 'again')])
    expect(await store.get('feature.customer', 'a')).toEqual(row('a', 1n, 'again'))
    expect(await store.keptOut('feature.customer', 'a')).toBeUndefined()
    await store.close()
  })
}
