import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'cassandra-driver'
import { Redis } from 'ioredis'
import { startChild } from '../../../src/adapters/stack/processes/child.ts'
import { freePort } from '../../../src/adapters/stack/processes/ports.ts'
import { findProgram } from '../../../src/adapters/stack/processes/program.ts'
import { startServer } from '../../../src/adapters/stack/processes.ts'
import { settings } from './repo.ts'

/** A store of this machine that can be stopped and started again on what it had on disk. */
export interface MortalStore {
  /** Where it is, as dq.yaml has it. */
  readonly settings: object
  stop(): Promise<unknown>
  start(): Promise<unknown>
  /** Every row of the store, as text, in one order. */
  rows(store: string): Promise<readonly string[]>
  clear(store: string): Promise<void>
  close(): Promise<void>
}

/** Redis that writes every change to disk before it answers. */
export async function mortalRedis(): Promise<MortalStore> {
  const folder = mkdtempSync(join(tmpdir(), 'dq-outage-'))
  const port = await freePort()
  const durable = ['--appendonly', 'yes', '--appendfsync', 'always', '--save', '']
  const log = join(folder, 'redis.log')
  const run = () =>
    startChild({
      name: 'redis',
      command: findProgram(['redis-server'], 'apt-get install redis-server'),
      args: ['--port', `${port}`, '--bind', '127.0.0.1', ...durable],
      env: {},
      folder,
      log,
      signal: 'TERM',
      grace: 5,
    })
  let child = run()
  while (!readFileSync(log, 'utf8').includes('Ready to accept')) await sleep(20)
  const url = `redis://127.0.0.1:${port}`
  const using = async <T>(use: (redis: Redis) => Promise<T>): Promise<T> => {
    const redis = new Redis(url)
    try {
      return await use(redis)
    } finally {
      redis.disconnect()
    }
  }
  return {
    settings: { redis: { url } },
    stop: () => child.stop(),
    start: async () => {
      child = run()
    },
    rows: (store) =>
      using(async (redis) => {
        const keys = (await redis.keys(`${store}:*`)).sort()
        return Promise.all(
          keys.map(async (key) => JSON.stringify([key, Object.entries(await redis.hgetall(key)).sort()])),
        )
      }),
    clear: () => using(async (redis) => void (await redis.flushall())),
    async close() {
      await child.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export async function mortalCassandra(keyspace: string): Promise<MortalStore> {
  const { cacheDir } = settings
  const say = (text: string) => console.error(`cassandra: ${text}`)
  let running = await startServer('cassandra', { cacheDir, say })
  const { folder } = running
  const { address = '', datacenter = '' } = running.endpoints
  const using = async <T>(use: (client: Client) => Promise<T>): Promise<T> => {
    const client = new Client({ contactPoints: [address], localDataCenter: datacenter, keyspace })
    try {
      return await use(client)
    } finally {
      await client.shutdown()
    }
  }
  return {
    settings: { cassandra: { contactPoints: [address], datacenter, keyspace, create: true } },
    stop: () => running.stop({ keep: true }),
    start: async () => {
      running = await startServer('cassandra', { cacheDir, say, folder, port: Number(address.split(':')[1]) })
    },
    rows: (store) =>
      using(async (client) => {
        const { rows } = await client.execute(`SELECT JSON * FROM ${store}`, [], { fetchSize: 100_000 })
        return rows.map((row) => String(row['[json]'])).sort()
      }),
    clear: (store) => using(async (client) => void (await client.execute(`TRUNCATE ${store}`))),
    close: () => running.stop(),
  }
}
