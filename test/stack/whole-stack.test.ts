import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPlatformaticLog } from '../../src/adapters/event-log/platformatic.ts'
import { openCassandraStore } from '../../src/adapters/keyed-store/cassandra.ts'
import { openRedisStore } from '../../src/adapters/keyed-store/redis.ts'
import { confluentRegistry } from '../../src/adapters/registry/confluent.ts'
import { wireFormat } from '../../src/adapters/registry/wire-format.ts'
import { freePort } from '../../src/adapters/stack/processes/ports.ts'
import { loadSettings, type Settings } from '../../src/cli/config.ts'
import { findCases } from '../../src/cli/fixtures.ts'
import { runLive } from '../../src/cli/live/run-live.ts'
import { applyPlan } from '../../src/contracts/registry/apply.ts'
import { planRegistration } from '../../src/contracts/registry/plan.ts'
import type { EventLog } from '../../src/pipelines/live/ports.ts'
import type { KeyedStore } from '../../src/pipelines/ports.ts'
import { job, settings as own } from './live/repo.ts'
import { makeTopics, readAll, sendEvents } from './live/topics.ts'
import { useServer } from './server.ts'

/* Jobs on everything at once: Kafka, the registry, Redis and Cassandra, configured by a dq.yaml as a user would. */
const kafka = useServer('kafka')
const registry = useServer('registry')
const redis = useServer('redis')
const cassandra = useServer('cassandra')
let settings: Settings
let log: EventLog

beforeAll(async () => {
  log = openPlatformaticLog({ brokers: [kafka.endpoint('bootstrap')], clientId: 'dq-test' })
  const file = join(mkdtempSync(join(tmpdir(), 'dq-whole-')), 'dq.yaml')
  writeFileSync(
    file,
    JSON.stringify({
      version: 1,
      contracts: own.contracts,
      fixtures: own.fixtures,
      log: 'error',
      environments: {
        test: {
          kafka: { brokers: kafka.endpoint('bootstrap') },
          registry: { url: registry.endpoint('url') },
          redis: { url: redis.endpoint('url') },
          cassandra: { contactPoints: cassandra.endpoint('address'), create: true },
        },
      },
    }),
  )
  settings = loadSettings({ config: file, env: 'test' })
  const { contracts } = await job('fraud-enricher')
  const server = confluentRegistry({ url: registry.endpoint('url') })
  await applyPlan(await planRegistration([...contracts.values()], server, []), server)
}, 120_000)
afterAll(() => log.close())

const wire = () => wireFormat(confluentRegistry({ url: registry.endpoint('url') }), 'test')
const linesOf = (files: readonly { readonly path: string }[]): string[] =>
  files.flatMap(({ path }) => readFileSync(join(own.root, path), 'utf8').split('\n').filter(Boolean))

interface Golden {
  readonly topic: string
  readonly partition: number
  readonly key: string
  readonly value: { readonly revision?: number }
}

/** Runs the job on the records of a case; gives what is golden and what is in the topics. */
async function play(name: string, fixture: string) {
  const loaded = await job(name)
  const [found] = await findCases(own, name, fixture)
  await makeTopics(kafka.endpoint('bootstrap'), loaded)
  const format = wire()
  await format.prepare(loaded.job.inputs.map(({ contract }) => contract))
  await sendEvents(log, loaded.contracts, linesOf(found!.inputs), format)
  return { loaded, golden: linesOf(found!.expected).map((line): Golden => JSON.parse(line)) }
}

async function expectRows(store: KeyedStore, rows: readonly Golden[]): Promise<number> {
  const newest = new Map<string, Golden>()
  for (const row of rows)
    if ((row.value.revision ?? 0) > (newest.get(row.key)?.value.revision ?? 0)) newest.set(row.key, row)
  for (const { topic, key, value } of newest.values()) {
    const row = await store.get(topic, key)
    expect(row === undefined ? undefined : JSON.parse(row.value)).toEqual(value)
  }
  await store.close()
  return newest.size
}

/** Looks again and again; gives what was seen last. */
function scrape(port: number): () => Promise<string> {
  let last = ''
  const timer = setInterval(() => {
    fetch(`http://127.0.0.1:${port}/metrics`).then(
      async (response) => {
        last = await response.text()
      },
      () => {},
    )
  }, 25)
  return async () => {
    clearInterval(timer)
    return last
  }
}

const sorted = (rows: readonly { readonly topic: string; readonly key: string | null; readonly value: unknown }[]) =>
  rows.map(({ topic, key, value }) => JSON.stringify([topic, key, value])).sort()

test('fraud-enricher: alerts in Avro with the ids of the registry, features in Redis; a record of a strange schema is drift, of an unknown one unreadable', async () => {
  const { loaded, golden } = await play('fraud-enricher', 'olist-2017-03')
  const server = confluentRegistry({ url: registry.endpoint('url') })
  const stranger = { type: 'record', name: 'Stranger', fields: [{ name: 'x', type: 'string' }] }
  const { id } = await server.register('stranger-value', { schema: JSON.stringify(stranger), references: [] })
  const framed = (schema: number) => {
    const bytes = Buffer.from([0, 0, 0, 0, 0, 2, 97])
    bytes.writeUInt32BE(schema, 1)
    return bytes
  }
  const producer = await log.producer('strangers')
  const at = { topic: 'order.created', partition: 1, key: 'k' }
  await producer.commit(
    [
      { ...at, value: framed(id) },
      { ...at, value: framed(1_999_999_999) },
    ],
    undefined,
  )
  await producer.close()

  const metricsPort = await freePort()
  const scraped = scrape(metricsPort)
  const run = await runLive(loaded, settings, { drain: true, finish: true, metricsPort })
  expect(run.end).toBe('drained')
  expect(await scraped()).toMatch(
    /dq_records_in_total\{job_name="fraud-enricher",pipeline="dq.fraud-enricher",topic="order.created"\} [1-9]/,
  )
  expect(Object.fromEntries(run.counts.deadLetters)).toEqual({ drift: 1, unreadable: 1 })
  for (const p of [0, 1, 2]) await (await log.producer(`dq.fraud-enricher-${p}`)).close()

  const topics = golden.filter(({ topic }) => topic !== 'feature.customer')
  const written = await readAll(log, loaded.contracts, new Set(topics.map(({ topic }) => topic)))
  expect(sorted(written)).toEqual(sorted(topics))
  const alert = loaded.contracts.get('fraud.alert')!
  const format = wire()
  await format.prepare([alert])
  for await (const [record] of log.read({ topic: 'fraud.alert', partition: 0 }))
    expect([...(record?.value ?? []).slice(0, 5)]).toEqual([...format.prefix(alert)])

  const dead = await readAll(log, loaded.contracts, ['fraud.dead_letter'])
  expect(dead.map(({ headers }) => headers)).toEqual([
    expect.objectContaining({
      'dq.job': 'fraud-enricher',
      'dq.reason': 'drift',
      'dq.topic': 'order.created',
      'dq.schema-id': `${id}`,
    }),
    expect.objectContaining({ 'dq.reason': 'unreadable', 'dq.schema-id': '1999999999' }),
  ])
  const store = openRedisStore({ url: redis.endpoint('url'), contracts: [loaded.contracts.get('feature.customer')!] })
  const rows = await expectRows(
    store,
    golden.filter(({ topic }) => topic === 'feature.customer'),
  )
  console.log(
    `fraud-enricher on Kafka, registry, Redis: ${written.length} records and ${rows} rows equal the golden files, 2 dead letters`,
  )
})

test('inventory-aggregator: rows in Cassandra, each update published once', async () => {
  const { loaded, golden } = await play('inventory-aggregator', 'uci-2010-12')
  const run = await runLive(loaded, settings, { drain: true, finish: true })
  expect(run.end).toBe('drained')
  for (const p of [0, 1, 2]) await (await log.producer(`dq.inventory-aggregator-${p}`)).close()
  const topics = golden.filter(({ topic }) => topic !== 'inventory_global')
  const written = await readAll(log, loaded.contracts, new Set(topics.map(({ topic }) => topic)))
  expect(sorted(written)).toEqual(sorted(topics))
  const store = openCassandraStore({
    contactPoints: [cassandra.endpoint('address')],
    datacenter: 'datacenter1',
    keyspace: 'dq',
    contracts: [loaded.contracts.get('inventory_global')!],
  })
  const rows = await expectRows(
    store,
    golden.filter(({ topic }) => topic === 'inventory_global'),
  )
  console.log(
    `inventory-aggregator on Kafka, registry, Cassandra: ${written.length} records and ${rows} rows equal the golden files`,
  )
})
