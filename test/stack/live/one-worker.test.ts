import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openPlatformaticLog } from '../../../src/adapters/event-log/platformatic.ts'
import { openMemoryStore } from '../../../src/adapters/keyed-store/memory.ts'
import { findCases } from '../../../src/cli/fixtures.ts'
import { liveContext } from '../../../src/cli/live/live-context.ts'
import { troubles } from '../../../src/cli/live/troubles.ts'
import type { LoadedJob } from '../../../src/cli/load-job.ts'
import { partitionFor } from '../../../src/contracts/partitioner.ts'
import type { FixtureCase } from '../../../src/pipelines/fixture/ports.ts'
import type { Counts } from '../../../src/pipelines/harness/run-counts.ts'
import { startLive } from '../../../src/pipelines/live/live-run.ts'
import type { Observed } from '../../../src/pipelines/live/observed.ts'
import { type EventLog, Unavailable, type WireFormat } from '../../../src/pipelines/live/ports.ts'
import { writtenTopics } from '../../../src/pipelines/live/topics.ts'
import type { KeyedStore } from '../../../src/pipelines/ports.ts'
import { client } from '../kafka-client.ts'
import { useServer } from '../server.ts'
import { emptyBroker } from './empty-broker.ts'
import { job, settings } from './repo.ts'
import { testWire } from './test-wire.ts'
import { makeTopics, readAll, sendEvents, type Written } from './topics.ts'

const server = useServer('kafka')
let log: EventLog
let count = 0
beforeAll(() => {
  log = openPlatformaticLog({ brokers: [server.endpoint('bootstrap')], clientId: 'dq-test' })
})
beforeEach(() => emptyBroker(server.endpoint('bootstrap')))
afterAll(() => log.close())

/**
 * Cases whose golden output does not depend on when records arrive. What is late, silent or forgotten does; those cases, and one
 * with lines that are no records (bad-records), have no equal here.
 */
const IN_TIME: Readonly<Record<string, readonly string[]>> = {
  'fraud-enricher': [
    'olist-2017-03',
    'all-rules',
    'empty-input',
    'negative-amounts',
    'out-of-order',
    'payment-before-order',
    'window-edges',
  ],
  'inventory-aggregator': ['uci-2010-12', 'one-moment', 'order-life', 'out-of-order', 'oversold'],
}

const linesOf = (files: FixtureCase['inputs']): string[] =>
  files.flatMap(({ path }) => readFileSync(join(settings.root, path), 'utf8').split('\n').filter(Boolean))

/** One partition after the other, each in its order. */
const byPartition = (rows: readonly { topic: string; partition: number; key: string | null; value: unknown }[]) =>
  [...Map.groupBy(rows, ({ topic, partition }) => `${topic} ${partition}`)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, of]) => [name, of.map(({ key, value }) => ({ key, value }))])

const cases = await Promise.all(
  Object.entries(IN_TIME).map(async ([name, names]) =>
    (await findCases(settings, name)).filter((of) => names.includes(of.name)).map((of) => ({ name, of })),
  ),
)

interface Drained {
  readonly written: readonly Written[]
  readonly counts: Counts
  readonly store: KeyedStore
}

/** Runs a job over what is in its topics, as one worker, and reads what it has written. */
async function drained(
  loaded: LoadedJob,
  prefix: string,
  finish: boolean,
  store = openMemoryStore(),
): Promise<Drained> {
  const observed: Observed[] = []
  const context = await liveContext(
    loaded.job,
    { log, store, wire: testWire(loaded.contracts) },
    { prefix, observe: (event) => observed.push(event), drain: { finish }, limits: { commitRecords: 100 } },
  )
  const run = startLive(context)
  expect(await run.ended).toBe('drained')
  expect(observed.filter(({ kind }) => kind === 'assigned')).toEqual([{ kind: 'assigned', partitions: [0, 1, 2] }])
  // What was just committed is seen once its markers are written.
  for (const partition of [0, 1, 2]) await (await log.producer(context.names.transactionalId(partition))).close()
  return { written: await readAll(log, loaded.contracts, writtenTopics(loaded.job).keys()), counts: run.counts, store }
}

const total = ({ counts }: Drained): number => counts.in.reduce((sum, n) => sum + n, 0)

async function expectGolden(loaded: LoadedJob, of: FixtureCase, { written, store }: Drained): Promise<void> {
  const upserted = loaded.job.outputs.filter(({ mode }) => mode === 'upsert').map(({ contract }) => contract.name)
  const golden = linesOf(of.expected).map((line) => JSON.parse(line))
  expect(byPartition(written)).toEqual(byPartition(golden.filter(({ topic }) => !upserted.includes(topic))))
  for (const { topic, key, value } of golden.filter(({ topic }) => upserted.includes(topic))) {
    const row = await store.get(topic, key)
    // The newest of a key; older ones were replaced.
    if (BigInt(value.revision) === row?.revision) expect(JSON.parse(row.value)).toEqual(value)
    else expect(row!.revision > BigInt(value.revision)).toBe(true)
  }
}

test.for(cases.flat())('$name, $of.name: a drained run writes what the files are', async ({ name, of }) => {
  const loaded = await job(name)
  await makeTopics(server.endpoint('bootstrap'), loaded)
  const sent = await sendEvents(log, loaded.contracts, linesOf(of.inputs))
  const end = await drained(loaded, `test${++count}`, true)
  expect(total(end)).toBe(sent)
  await expectGolden(loaded, of, end)
})

test('a run that was drained goes on where it was, with its windows open', async () => {
  const loaded = await job('fraud-enricher')
  await makeTopics(server.endpoint('bootstrap'), loaded)
  const [of] = await findCases(settings, 'fraud-enricher', 'olist-2017-03')
  const arrival = (line: string): number => Date.parse(JSON.parse(line).arrival)
  const lines = linesOf(of!.inputs).sort((a, b) => arrival(a) - arrival(b))
  const store = openMemoryStore()
  const parts = [lines.slice(0, 500), lines.slice(500, 501), lines.slice(501)]
  for (const [i, part] of parts.entries()) {
    expect(await sendEvents(log, loaded.contracts, part)).toBe(part.length)
    const end = await drained(loaded, 'parts', i === parts.length - 1, store)
    expect(total(end)).toBe(part.length)
    if (i === parts.length - 1) await expectGolden(loaded, of!, end)
  }
})

test('a record that comes after its window goes to the late topic, as it was', async () => {
  const loaded = await job('fraud-enricher')
  await makeTopics(server.endpoint('bootstrap'), loaded)
  const [of] = await findCases(settings, 'fraud-enricher', 'all-rules')
  const first = loaded.job.inputs.map(({ contract }) => {
    const line = linesOf(of!.inputs).find((line) => JSON.parse(line).topic === contract.name)!
    return { ...JSON.parse(line), key: 'ana', partition: partitionFor('ana', 3) }
  })
  const at = (event: (typeof first)[number], minutes: number, id: string) => {
    const time = Object.keys(event.value).find((name) => name.endsWith('_at'))!
    const moment = new Date(Date.parse('2017-03-08T12:00:00Z') + minutes * 60_000).toISOString()
    const value = { ...event.value, customer_id: 'ana', event_id: id, [time]: moment.replace('Z', '000Z') }
    return JSON.stringify({ ...event, arrival: `2017-03-08T13:00:0${Math.ceil(minutes) % 9}Z`, value })
  }
  // Ten minutes on in every input: what comes for the first window then is late.
  const onTime = first.map((event, i) => at(event, 1, `on-time-${i}`))
  const later = first.map((event, i) => at(event, 11, `later-${i}`))
  await sendEvents(log, loaded.contracts, onTime)
  await sendEvents(log, loaded.contracts, later)
  await drained(loaded, 'late', false)
  await sendEvents(log, loaded.contracts, [at(first[0]!, 1.5, 'too-late')])
  const { written, counts } = await drained(loaded, 'late', false)
  const late = written.filter(({ topic }) => topic === 'fraud.late').map(({ value }) => value as Record<string, string>)
  expect([counts.late, late.map(({ event_id }) => event_id)]).toEqual([1, ['too-late']])
  expect(JSON.parse(late[0]!.value!)).toMatchObject({ event_id: 'too-late', customer_id: 'ana' })
})

test('a store and a registry that are away for a while are waited for, and nothing is lost', async () => {
  const loaded = await job('fraud-enricher')
  await makeTopics(server.endpoint('bootstrap'), loaded)
  const [of] = await findCases(settings, 'fraud-enricher', 'olist-2017-03')
  await sendEvents(log, loaded.contracts, linesOf(of!.inputs))
  const memory = openMemoryStore()
  const whole = testWire(loaded.contracts)
  let refusals = 0
  let isLoaded = false
  const away = (system: string): void => {
    if (++refusals % 4 !== 0) throw new Unavailable(system, 'refused')
  }
  const store: KeyedStore = {
    ...memory,
    async upsert(rows) {
      away('redis')
      await memory.upsert(rows)
    },
  }
  const wire: WireFormat = {
    ...whole,
    reader(contract) {
      const read = whole.reader(contract)
      return (bytes) => (isLoaded ? read(bytes) : { kind: 'unknown', schemaId: 1 })
    },
    async load() {
      away('registry')
      isLoaded = true
    },
  }
  const seen = troubles()
  const context = await liveContext(
    loaded.job,
    { log, store, wire },
    {
      prefix: 'away',
      observe: seen.observe,
      drain: { finish: true },
      limits: { commitRecords: 200, backOff: { first: 10, most: 50 } },
    },
  )
  const run = startLive(context)
  expect(await run.ended).toBe('drained')
  for (const partition of [0, 1, 2]) await (await log.producer(context.names.transactionalId(partition))).close()
  const written = await readAll(log, loaded.contracts, writtenTopics(loaded.job).keys())
  await expectGolden(loaded, of!, { written, counts: run.counts, store: memory })
  expect([...seen.sum().waits.keys()].sort()).toEqual(['redis', 'registry'])
})

test('topics that are not as their contracts say are refused, all at once, with the command that mends them', async () => {
  const loaded = await job('fraud-enricher')
  await makeTopics(server.endpoint('bootstrap'), loaded)
  const ports = { log, store: openMemoryStore(), wire: testWire(loaded.contracts) }
  const admin = client({ brokers: [server.endpoint('bootstrap')] }).admin()
  await admin.connect()
  await admin.createPartitions({ topicPartitions: [{ topic: 'payment.authorized', count: 5 }] })
  await admin.deleteTopics({ topics: ['fraud.alert'] })
  while ((await admin.listTopics()).includes('fraud.alert')) await new Promise((resolve) => setTimeout(resolve, 50))
  await admin.disconnect()
  const refused = liveContext(loaded.job, ports, { prefix: 'refused', observe() {} })
  await expect(refused).rejects.toMatchObject({
    message:
      'job fraud-enricher cannot run: topic fraud.alert does not exist (its contract says 3 partitions); topic payment.authorized has 5 partitions, its contract says 3',
    hint: 'make the topics so with the tools of your Kafka: kafka-topics.sh --create --topic <topic> --partitions <n>',
  })
})
