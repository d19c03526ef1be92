import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openPlatformaticLog } from '../../../src/adapters/event-log/platformatic.ts'
import { openMemoryStore } from '../../../src/adapters/keyed-store/memory.ts'
import { findCases } from '../../../src/cli/fixtures.ts'
import { liveContext } from '../../../src/cli/live/live-context.ts'
import type { FixtureCase } from '../../../src/pipelines/fixture/ports.ts'
import { startLive } from '../../../src/pipelines/live/live-run.ts'
import type { Observed } from '../../../src/pipelines/live/observed.ts'
import type { EventLog } from '../../../src/pipelines/live/ports.ts'
import { writtenTopics } from '../../../src/pipelines/live/topics.ts'
import { useServer } from '../server.ts'
import { emptyBroker } from './empty-broker.ts'
import { job, settings } from './repo.ts'
import { testWire } from './test-wire.ts'
import { makeTopics, readAll, sendEvents } from './topics.ts'

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

test.for(cases.flat())('$name, $of.name: a drained run writes what the files are', async ({ name, of }) => {
  const loaded = await job(name)
  await makeTopics(server.endpoint('bootstrap'), loaded)
  await sendEvents(log, loaded.contracts, linesOf(of.inputs))
  const observed: Observed[] = []
  const store = openMemoryStore()
  const context = await liveContext(
    loaded.job,
    { log, store, wire: testWire(loaded.contracts) },
    {
      prefix: `test${++count}`,
      observe: (event) => observed.push(event),
      drain: { finish: true },
      limits: { commitRecords: 100 },
    },
  )
  const run = startLive(context)
  expect(await run.ended).toBe('drained')
  expect(observed.filter(({ kind }) => kind === 'assigned')).toEqual([{ kind: 'assigned', partitions: [0, 1, 2] }])
  const sent = linesOf(of.inputs).length
  expect(
    run.counts.in.reduce((sum, n) => sum + n, 0),
    JSON.stringify([observed, context.drain]),
  ).toBe(sent)
  // What was just committed is seen once its markers are written.
  for (const partition of [0, 1, 2]) await (await log.producer(context.names.transactionalId(partition))).close()
  const written = await readAll(log, loaded.contracts, writtenTopics(loaded.job).keys())
  const stores = new Set(
    loaded.job.outputs.filter(({ mode }) => mode === 'upsert').map(({ contract }) => contract.name),
  )
  const golden = linesOf(of.expected).map((line) => JSON.parse(line))
  expect(byPartition(written)).toEqual(byPartition(golden.filter(({ topic }) => !stores.has(topic))))
  for (const { topic, key, value } of golden.filter(({ topic }) => stores.has(topic))) {
    const row = await store.get(topic, key)
    // The newest of a key; older ones were replaced.
    if (BigInt(value.revision) === row?.revision) expect(JSON.parse(row.value)).toEqual(value)
    else expect(row!.revision > BigInt(value.revision)).toBe(true)
  }
})
