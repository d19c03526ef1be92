import { expect, test } from 'vitest'
import { openMemoryStore } from '../../../src/adapters/keyed-store/memory.ts'
import type { Elsewhere } from '../../../src/cli/privacy/elsewhere.ts'
import { eraseElsewhere, refuseAway } from '../../../src/cli/privacy/erase-elsewhere.ts'
import type { Found } from '../../../src/cli/privacy/find.ts'
import type { FoundTopic } from '../../../src/cli/privacy/topics.ts'
import type { ManagedLog, OutRecord } from '../../../src/pipelines/live/ports.ts'
import { settings } from '../../stack/live/repo.ts'

const DAY = 86_400_000

const topic = (name: string, days: number | undefined, more: Partial<FoundTopic> = {}): FoundTopic => ({
  ...{ topic: name, partitions: 1, read: 1, records: 1, underOthers: 0, last: Date.now(), keys: [], isState: false },
  settings: {
    ...{ deletes: true, compacts: false, segmentMs: DAY, compactionLagMs: undefined },
    retentionMs: days === undefined ? undefined : days * DAY,
  },
  ...more,
})
const key = (partition: number, text: string) => ({ partition, key: Buffer.from(text) })

/** What happens, in its order. */
function scene() {
  const said: string[] = []
  const store = openMemoryStore()
  const log: Pick<ManagedLog, 'producer'> = {
    async producer(id) {
      said.push(`producer ${id}`)
      return {
        commit: async (records: readonly OutRecord[]) => {
          for (const { topic, partition, key, value } of records)
            said.push(`${topic} ${partition} ${Buffer.from(key ?? '')} = ${value}`)
        },
        close: async () => {},
      }
    },
  }
  const elsewhere: Elsewhere = {
    store: {
      ...store,
      erase(name, key, until) {
        said.push(`erase ${name} ${key}`)
        return store.erase(name, key, until)
      },
    },
    log: log as ManagedLog,
    hasStore: () => true,
    close: async () => {},
  }
  const erase = (found: Partial<Found>) =>
    eraseElsewhere(settings, elsewhere, { topics: [], stores: [], ...found } as Found, ({ kind }) => {
      said.push(`note ${kind}`)
    })
  return { said, store, erase }
}

const redis = (store: string, keys: readonly string[]) => ({ store, system: 'Redis' as const, keys, keptOut: [] })
const inDays = (until: number | undefined) => until && Math.round((until - Date.now()) / DAY)

test('each step is noted before it is done, and seen by all when it is over', async () => {
  const { said, erase } = scene()
  const profile = topic('profile', undefined, { keys: [key(0, 'ana'), key(1, '{"id":"ana"}')] })
  await erase({ topics: [profile], stores: [redis('feature.customer', ['ana', 'ana-2'])] })
  expect(said).toEqual([
    ...[
      'note topic',
      'producer dq.privacy',
      'profile 0 ana = null',
      'profile 1 {"id":"ana"} = null',
      'producer dq.privacy',
    ],
    ...['note store', 'erase feature.customer ana', 'erase feature.customer ana-2'],
  ])
})

test('the state of a job and a store whose rows are gone are left as they are', async () => {
  const { said, erase } = scene()
  await erase({
    topics: [topic('dq.job-state', undefined, { isState: true, keys: [key(0, 'sana')] })],
    stores: [redis('feature.customer', [])],
  })
  expect(said).toEqual([])
})

test('a row is kept out as long as what a job makes it of is there; where no job is known, as long as any topic has records', async () => {
  const { store, erase } = scene()
  const topics = [topic('order.created', 7), topic('fraud.alert', 30), topic('payment.authorized', 3)]
  await erase({ topics, stores: [redis('feature.customer', ['ana']), redis('somebody.elses', ['ana'])] })
  // Retention and a segment of a day; the fraud enricher reads orders and payments, and no alerts.
  expect(inDays((await store.keptOut('feature.customer', 'ana'))?.until)).toBe(8)
  expect(inDays((await store.keptOut('somebody.elses', 'ana'))?.until)).toBe(31)
})

test('a store that forgets its deletions before the topics forget the records is told', async () => {
  const { store } = scene()
  const until = Date.now() + 10 * DAY
  const forgetful = { ...store, erase: async () => until }
  const elsewhere: Elsewhere = { store: forgetful, log: undefined, hasStore: () => true, close: async () => {} }
  const found = (days: number | undefined) =>
    ({ topics: [topic('order.created', days)], stores: [redis('feature.customer', ['ana'])] }) as unknown as Found
  const warnings = (days: number | undefined) => eraseElsewhere(settings, elsewhere, found(days), () => {})
  expect(await warnings(7)).toEqual([])
  expect(await warnings(30)).toEqual([expect.stringContaining('a replay in between would bring the row back')])
  expect(await warnings(undefined)).toEqual([expect.stringContaining('topics the records for ever')])
})

test('nothing is begun while a system that may hold the person is away', () => {
  const away = {
    kind: 'store',
    why: 'redis cannot be reached: refused',
    names: ['feature.customer'],
    isAway: true,
  } as const
  expect(() => refuseAway({ unsearched: [away] } as unknown as Found)).toThrow(
    'nothing was erased: redis cannot be reached: refused',
  )
  const { isAway: _, ...left } = away
  expect(() => refuseAway({ unsearched: [left] } as unknown as Found)).not.toThrow()
})
