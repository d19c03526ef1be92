import { expect, test } from 'vitest'
import { GivenUp, patiently } from '../../../src/pipelines/live/back-off.ts'
import { newBell } from '../../../src/pipelines/live/bell.ts'
import { BUFFER_LIMITS } from '../../../src/pipelines/live/input-buffer.ts'
import type { Observed } from '../../../src/pipelines/live/observed.ts'
import { Unavailable } from '../../../src/pipelines/live/ports.ts'

/** A clock that stands still until somebody sleeps. */
function handClock() {
  let now = 0
  const sleeps: number[] = []
  return {
    sleeps,
    now: () => now,
    async sleep(milliseconds: number) {
      sleeps.push(milliseconds)
      now += milliseconds
    },
  }
}
const limits = { commitRecords: 1, commitMillis: 1, buffers: BUFFER_LIMITS, backOff: { first: 200, most: 1_000 } }

test('a store that is down is tried again ever more slowly, and both ends of the wait are told', async () => {
  const clock = handClock()
  const told: Observed[] = []
  let tries = 0
  const result = await patiently(
    { clock, limits, observe: (event) => told.push(event) },
    2,
    new AbortController().signal,
    async () => {
      if (++tries < 6) throw new Unavailable('redis', 'refused')
      return 'stored'
    },
  )
  expect([result, clock.sleeps]).toEqual(['stored', [200, 400, 800, 1000, 1000]])
  expect(told.map(({ kind }) => kind)).toEqual([...Array(5).fill('waiting'), 'resumed'])
  expect(told.at(-1)).toEqual({ kind: 'resumed', partition: 2, system: 'redis', after: 3400 })
})

test('who stops does not wait for a store that is down', async () => {
  const stop = new AbortController()
  stop.abort()
  const waits = patiently({ clock: handClock(), limits, observe() {} }, 0, stop.signal, async () => {
    throw new Unavailable('redis', 'refused')
  })
  await expect(waits).rejects.toThrow(GivenUp)
})

test('any other failure is not waited for', async () => {
  const clock = handClock()
  const fails = patiently({ clock, limits, observe() {} }, 0, new AbortController().signal, async () => {
    throw new Error('a bug')
  })
  await expect(fails).rejects.toThrow('a bug')
  expect(clock.sleeps).toEqual([])
})

test('a bell that rang while nobody waited is heard', async () => {
  const clock = handClock()
  const bell = newBell(clock)
  bell.ring()
  await bell.wait(1_000)
  expect(clock.sleeps).toEqual([])
})
