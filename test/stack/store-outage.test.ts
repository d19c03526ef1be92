import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openCassandraStore } from '../../src/adapters/keyed-store/cassandra.ts'
import { openRedisStore } from '../../src/adapters/keyed-store/redis.ts'
import { startChild } from '../../src/adapters/stack/processes/child.ts'
import { freePort } from '../../src/adapters/stack/processes/ports.ts'
import { findProgram } from '../../src/adapters/stack/processes/program.ts'
import { startServer } from '../../src/adapters/stack/processes.ts'
import { loadSettings } from '../../src/cli/config.ts'
import { liveClock } from '../../src/cli/live/live-clock.ts'
import { LIVE_LIMITS } from '../../src/cli/live/live-context.ts'
import { patiently } from '../../src/pipelines/live/back-off.ts'
import type { Observed } from '../../src/pipelines/live/observed.ts'
import type { KeyedRow, KeyedStore } from '../../src/pipelines/ports.ts'

/*
 * A store that goes away in the middle of writing: what was written is told again until it is there, and nothing is lost.
 * These servers keep their data on disk and are stopped and started by the test itself, so they are processes.
 */
const KEYS = 40
const ROWS_A_BATCH = 50

/** Batches whose every row is newer than those before. */
const batchOf = (n: number): readonly KeyedRow[] =>
  Array.from({ length: ROWS_A_BATCH }, (_, i) => {
    const revision = BigInt(n * ROWS_A_BATCH + i + 1)
    return { store: 's', key: `k${(n + i) % KEYS}`, revision, value: `{"revision":${revision}}` }
  })

interface Server {
  stop(): Promise<unknown>
  start(): Promise<unknown>
}

async function until(is: () => boolean): Promise<void> {
  const deadline = Date.now() + 40_000
  while (!is() && Date.now() < deadline) await sleep(20)
  expect(is()).toBe(true)
}

/** Writes on and on while the server is stopped and started; then every key has the row of its greatest revision. */
async function writeThrough(server: Server, store: KeyedStore, times: number): Promise<string> {
  const told: Observed[] = []
  const waits = { clock: liveClock, limits: LIVE_LIMITS, observe: (event: Observed) => told.push(event) }
  const upsert = (rows: readonly KeyedRow[]) =>
    patiently(waits, 0, new AbortController().signal, () => store.upsert(rows))
  const newest = new Map<string, KeyedRow>()
  let stopping = false
  let batches = 0
  const writing = (async () => {
    while (!stopping) {
      const batch = batchOf(batches++)
      await upsert(batch)
      for (const row of batch) newest.set(row.key, row)
    }
  })()
  for (let time = 0; time < times; time++) {
    const before = batches
    await until(() => batches > before + 20)
    await server.stop()
    await sleep(500)
    await server.start()
    await until(() => told.filter(({ kind }) => kind === 'resumed').length > time)
  }
  stopping = true
  await writing
  for (const [key, row] of newest) expect(await store.get('s', key)).toEqual(row)
  expect(newest.size).toBe(KEYS)
  const resumed = told.flatMap((event) => (event.kind === 'resumed' ? [event.after] : []))
  const tries = told.filter(({ kind }) => kind === 'waiting').length
  expect(told[0]).toMatchObject({ kind: 'waiting', tries: 1, message: expect.stringMatching(/./) })
  expect(resumed.length).toBe(times)
  return `${batches * ROWS_A_BATCH} rows, ${times} outages waited out in ${resumed.join(', ')} ms and ${tries} tries, nothing lost`
}

test('Redis is stopped and started again while rows are written: the job waits, says so, and loses nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dq-outage-'))
  const port = await freePort()
  const args = [
    '--port',
    `${port}`,
    '--bind',
    '127.0.0.1',
    '--appendonly',
    'yes',
    '--appendfsync',
    'always',
    '--save',
    '',
  ]
  const start = () =>
    startChild({
      name: 'redis',
      command: findProgram(['redis-server'], 'apt-get install redis-server'),
      args,
      env: {},
      folder,
      log: join(folder, 'redis.log'),
      signal: 'TERM',
      grace: 5,
    })
  let child = start()
  await until(() => readFileSync(join(folder, 'redis.log'), 'utf8').includes('Ready to accept'))
  const store = openRedisStore({ url: `redis://127.0.0.1:${port}` })
  const server = {
    stop: () => child.stop(),
    start: async () => {
      child = start()
    },
  }
  try {
    console.log(`redis: ${await writeThrough(server, store, 3)}`)
  } finally {
    await store.close()
    await child.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})

test('Cassandra is stopped and started again while rows are written: the job waits, says so, and loses nothing', async () => {
  const { cacheDir } = loadSettings({})
  const say = (text: string) => console.error(`cassandra: ${text}`)
  let running = await startServer('cassandra', { cacheDir, say })
  const { address = '', datacenter = '' } = running.endpoints
  const store = openCassandraStore({ contactPoints: [address], datacenter, keyspace: 'dq', create: true })
  const { folder } = running
  const server = {
    stop: () => running.stop({ keep: true }),
    start: async () => {
      running = await startServer('cassandra', { cacheDir, say, folder, port: Number(address.split(':')[1]) })
    },
  }
  try {
    console.log(`cassandra: ${await writeThrough(server, store, 1)}`)
  } finally {
    await store.close()
    await running.stop()
  }
})
