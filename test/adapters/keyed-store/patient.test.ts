import { expect, test } from 'vitest'
import { type Outage, patientStore } from '../../../src/adapters/keyed-store/patient.ts'
import { Unavailable } from '../../../src/pipelines/live/ports.ts'
import type { KeyedStore } from '../../../src/pipelines/ports.ts'

/** A store that fails so many times, and a clock that only goes when somebody waits. */
function flaky(failures: readonly Error[]) {
  const left = [...failures]
  const waits: number[] = []
  const outages: Outage[] = []
  const upserts: number[] = []
  let now = 1000
  const store: KeyedStore = {
    async upsert(rows) {
      const error = left.shift()
      if (error !== undefined) throw error
      upserts.push(rows.length)
    },
    get: async () => undefined,
    close: async () => {},
  }
  const clock = {
    now: () => now,
    async sleep(ms: number) {
      waits.push(ms)
      now += ms
    },
  }
  return { store, clock, waits, outages, upserts, onOutage: (outage: Outage) => outages.push(outage) }
}

const row = { store: 's', key: 'a', revision: 1n, value: '{}' }
const down = (count: number) => Array.from({ length: count }, () => new Unavailable('redis', 'connection refused'))

test('a store that is down is asked again, later and later up to 5 s, and both ends of the outage are told once', async () => {
  const { store, clock, waits, outages, upserts, onOutage } = flaky(down(8))
  await patientStore(store, { clock, onOutage }).upsert([row])
  expect(waits).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000])
  expect(outages).toEqual([
    { kind: 'down', system: 'redis', message: 'connection refused' },
    // 100 + 200 + … + 5000 + 5000.
    { kind: 'up', system: 'redis', waitedMs: 16_300, attempts: 9 },
  ])
  expect(upserts).toEqual([1])
})

test('what a store refuses for good ends the call at once', async () => {
  const { store, clock, waits, outages, onOutage } = flaky([new Error('no such table')])
  await expect(patientStore(store, { clock, onOutage }).upsert([row])).rejects.toThrow('no such table')
  expect([waits, outages]).toEqual([[], []])
})

test('a job that is told to stop does not go on waiting', async () => {
  const { store, clock, waits, onOutage } = flaky(down(100))
  const stop = new AbortController()
  const sleep = async (ms: number) => {
    await clock.sleep(ms)
    if (waits.length === 3) stop.abort()
  }
  const patient = patientStore(store, { clock: { ...clock, sleep }, onOutage, signal: stop.signal })
  await expect(patient.upsert([row])).rejects.toThrow('connection refused')
  expect(waits.length).toBe(3)
})
