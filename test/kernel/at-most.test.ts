import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { atMost } from '../../src/kernel/at-most.ts'

test('no more than so many things are done at once, all are done, and one that fails gives its turn away', async () => {
  const turn = atMost(3)
  let now = 0
  let most = 0
  const work = (i: number) =>
    turn(async () => {
      most = Math.max(most, ++now)
      await setTimeout(1)
      now--
      if (i % 4 === 0) throw new Error('no')
      return i
    }).catch(() => -1)
  const done = await Promise.all(Array.from({ length: 10 }, (_, i) => work(i)))
  expect(done).toEqual([-1, 1, 2, 3, -1, 5, 6, 7, -1, 9])
  expect(most).toBe(3)
})
