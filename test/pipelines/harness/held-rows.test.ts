import { expect, test } from 'vitest'
import { heldRows } from '../../../src/pipelines/harness/held-rows.ts'

const row = (store: string, key: string, revision: bigint, value = `${revision}`) => ({
  store,
  key,
  revision,
  value: () => value,
})
const written = ({ value, ...rest }: ReturnType<typeof row>) => ({ ...rest, value: value() })

test('of the rows of one key only the newest reaches the store, and of two with one revision the first', () => {
  const held = heldRows()
  held.add([row('s', 'a', 1n), row('s', 'b', 5n, 'first'), row('t', 'a', 9n)])
  held.add([row('s', 'a', 3n), row('s', 'a', 2n), row('s', 'b', 5n, 'second')])
  expect(held.take()).toEqual([row('s', 'a', 3n), row('s', 'b', 5n, 'first'), row('t', 'a', 9n)].map(written))
  expect(held.take()).toEqual([])
})

test('ten thousand keys are enough to be written; more rows of the same keys take no more room', () => {
  const held = heldRows()
  const rows = Array.from({ length: 9_999 }, (_, i) => row('s', String(i), 1n))
  held.add(rows)
  held.add(rows)
  expect(held.isFull()).toBe(false)
  held.add([row('s', 'one more', 1n)])
  expect(held.isFull()).toBe(true)
  expect(held.take().length).toBe(10_000)
  expect(held.isFull()).toBe(false)
})
