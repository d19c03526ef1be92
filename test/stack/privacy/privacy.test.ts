import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPlatformaticLog } from '../../../src/adapters/event-log/platformatic.ts'
import type { Settings } from '../../../src/cli/config.ts'
import type { LoadedJob } from '../../../src/cli/load-job.ts'
import { findHere } from '../../../src/cli/privacy/report-data.ts'
import { liveStore } from '../../../src/cli/wiring/live.ts'
import { contractNamed } from '../../../src/contracts/repo/require.ts'
import type { LogRecord, ManagedLog } from '../../../src/pipelines/live/ports.ts'
import type { ErasableStore } from '../../../src/pipelines/ports.ts'
import { repo } from '../../built.ts'
import { runHere } from '../../cli/dq.ts'
import { normalise } from '../../cli/normalise.ts'
import { parseCommand, parsePage, updatePage } from '../../cli/page.ts'
import { useServer } from '../server.ts'
import { openShop, repoOn, runJob, sendProfiles } from './scene.ts'

/* A person in the servers of live jobs: found, erased, and not brought back by the events that topics still have. */
const kafka = useServer('kafka')
const redis = useServer('redis')
const cassandra = useServer('cassandra')

/** Of the recorded month; how often they are in it was counted with `grep -c` in the files. */
const PERSON = 'ba54f40bedb59c8a4cfeb3cef1a4f8e8'
const IN_TOPICS = {
  'behavior.addToCart': 8,
  'customer.profile': 2,
  'fraud.alert': 1,
  'fraud.anomaly': 1,
  'order.created': 1,
  'payment.authorized': 1,
}
/** Of the last order of the month. */
const LAST = readFileSync(join(repo, 'fixtures/fraud-enricher/olist-2017-03/input/order.created.jsonl'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line): { arrival: string; key: string } => JSON.parse(line))
  .reduce((a, b) => (a.arrival > b.arrival ? a : b)).key
const OTHER = '5ad9aa3b3a3f21a4c5ab9e3a8b09642f'

let at: string
let settings: Settings
let log: ManagedLog
let loaded: LoadedJob
let store: ErasableStore
let client: Redis
beforeAll(async () => {
  const bootstrap = kafka.endpoint('bootstrap')
  ;({ at, settings } = repoOn({
    kafka: bootstrap,
    redis: redis.endpoint('url'),
    cassandra: cassandra.endpoint('address'),
  }))
  log = openPlatformaticLog({ brokers: [bootstrap], clientId: 'dq-test' })
  client = new Redis(redis.endpoint('url'))
  loaded = await openShop(settings, bootstrap, log)
  const contracts = [...loaded.contracts.values()]
  store = await liveStore(
    settings,
    ['feature.customer', 'customer.score'].map((name) => contractNamed(contracts, name)),
  )
  await runJob(loaded, settings, 'dq', log)
  await sendProfiles(log, [
    [PERSON, 'Ana'],
    [OTHER, 'Rui'],
    [PERSON, 'Ana Maria'],
  ])
  await store.upsert([scoreOf(PERSON, 5n), scoreOf(OTHER, 5n)])
}, 120_000)
afterAll(async () => {
  client.disconnect()
  await Promise.all([store.close(), log.close()])
})

const scoreOf = (customer_id: string, revision: bigint) => ({
  ...{ store: 'customer.score', key: customer_id, revision },
  value: JSON.stringify({ customer_id, revision: Number(revision), score: 50 }),
})

const ask = { subject: PERSON, linked: true, files: [] }
const found = (subject = PERSON) => findHere(settings, { ...ask, subject })
const inTopics = ({ topics }: Awaited<ReturnType<typeof found>>) =>
  Object.fromEntries(topics.map(({ topic, records }) => [topic, records]).sort())
const rowsOf = ({ stores }: Awaited<ReturnType<typeof found>>) =>
  Object.fromEntries(stores.map(({ store, keys }) => [store, keys.length]))

test('every record and row of a person is counted, whatever it is written in; nothing is left out unsaid', async () => {
  const here = await found()
  expect(inTopics(here)).toEqual(IN_TOPICS)
  expect(rowsOf(here)).toEqual({ 'feature.customer': 1, 'customer.score': 1 })
  expect(here.unsearched).toEqual([])
  expect(here.looked.records).toBeGreaterThan(1_261)
  // Of 32 letters one less is nobody's.
  expect(inTopics(await found(PERSON.slice(1)))).toEqual({})
})

test('the other client finds the same', async () => {
  const kafkajs = {
    ...settings,
    use: { ...settings.use, kafka: { ...settings.use.kafka, client: 'kafkajs' as const } },
  }
  expect(inTopics(await findHere(kafkajs, ask))).toEqual(IN_TOPICS)
})

test('the page: found, retention set, erased, the rest told with its day', async () => {
  const file = join(import.meta.dirname, 'privacy.page.md')
  const text = readFileSync(file, 'utf8')
  const page = parsePage(text)
  const actual = []
  for (const { command } of page.blocks) {
    const { env, args } = parseCommand(command)
    const { output, exitCode } = await runHere(args, { cwd: at, env: { DQ_AUTHOR: 'privacy-desk', ...env } })
    const shown = normalise(output, at).replaceAll(/\b(by|until) \d{4}-\d{2}-\d{2}\b/g, '$1 <day>')
    actual.push({ output: shown, exitCode })
  }
  const now = updatePage(text, page.blocks, actual)
  if (process.env.UPDATE === '1') writeFileSync(file, now)
  else expect(now).toBe(text)
})

test('in Redis a mark without a field is left until the records are gone; in Cassandra nothing', async () => {
  const [until] = (await found()).stores.flatMap(({ keptOut }) => keptOut)
  const key = `feature.customer:${PERSON}`
  expect(await client.hgetall(key)).toEqual({ _revision: '9223372036854775807', _erased: String(until) })
  // It is made of orders and payments, which are kept for 7 days, after a segment of 7 at most; alerts, kept for 30, are not read again.
  const days = ((await client.pexpiretime(key)) - Date.now()) / 86_400_000
  expect(days).toBeGreaterThan(7)
  expect(days).toBeLessThan(14.01)
  expect(await store.get('customer.score', PERSON)).toBeUndefined()
  expect(await store.get('customer.score', OTHER)).toEqual(scoreOf(OTHER, 5n))
})

test('the profile is deleted under its own key in its own partition, and nobody else’s', async () => {
  const records: (LogRecord & { partition: number })[] = []
  for (const partition of [0, 1])
    for await (const batch of log.read({ topic: 'customer.profile', partition }))
      for (const { offset, timestamp, key, value } of batch) records.push({ offset, timestamp, key, value, partition })
  const of = (who: string) => records.filter(({ key }) => String(Buffer.from(key ?? [])) === who)
  expect(of(PERSON).map(({ value }) => value === null)).toEqual([false, false, true])
  expect(new Set(of(PERSON).map(({ partition }) => partition)).size).toBe(1)
  expect(of(OTHER).map(({ value }) => value === null)).toEqual([false])
})

test('a job that reads all of it again brings back everybody but the erased one; so does a replay of older and newer rows', async () => {
  const others = (await client.keys('feature.customer:*')).filter((key) => !key.endsWith(PERSON))
  const before = await client.hgetall(`feature.customer:${OTHER}`)
  await client.del(...others)
  const taken = await runJob(loaded, settings, 'again', log)
  expect(taken).toBe(1_261)
  expect(await client.hgetall(`feature.customer:${OTHER}`)).toEqual(before)
  expect((await client.keys('feature.customer:*')).filter((key) => !key.endsWith(PERSON)).sort()).toEqual(others.sort())
  expect(await store.get('feature.customer', PERSON)).toBeUndefined()
  await store.upsert([scoreOf(PERSON, 4n), scoreOf(PERSON, 5n), scoreOf(PERSON, 2n ** 53n - 1n)])
  expect(await store.get('customer.score', PERSON)).toBeUndefined()
  expect(rowsOf(await found())).toEqual({ 'feature.customer': 0 })
})

test('a window that is open has its person in the state of the job, under their key', async () => {
  await runJob(loaded, settings, 'open', log, false)
  const inOpen = { ...settings, use: { ...settings.use, kafka: { ...settings.use.kafka, group: 'open' } } }
  const { topics } = await findHere(inOpen, { ...ask, subject: LAST })
  const states = topics.filter(({ isState }) => isState)
  expect(states.map(({ topic }) => topic)).toEqual(['open.fraud-enricher-state'])
  expect(states[0]?.keys.length).toBeGreaterThan(0)
})

test('a server that is away is told by find, and nothing is erased without it', async () => {
  const away = { ...settings, use: { ...settings.use, redis: { url: 'redis://127.0.0.1:1' } } }
  const { unsearched } = await findHere(away, ask)
  expect(unsearched).toEqual([expect.objectContaining({ kind: 'store', names: ['feature.customer'], isAway: true })])
})
