import { Redis } from 'ioredis'
import { openRedisStore } from '../src/adapters/keyed-store/redis.ts'
import { startServer } from '../src/adapters/stack/processes.ts'
import { loadSettings } from '../src/cli/config.ts'
import type { Bench } from './bench.ts'
import { benchContract, rowsOf } from './sinks/rows.ts'

const server = await startServer('redis', { cacheDir: loadSettings({}).cacheDir, say: console.error })
const url = server.endpoints.url ?? ''
const ROWS = 100_000
const BATCH = 2000

const store = openRedisStore({ url, contracts: [await benchContract('feature.customer')], prefix: 'ours:', ttlMs: 0 })
const redis = new Redis(url)
let revision = 0n

export default {
  name: `Feature store: ${ROWS.toLocaleString('en')} rows of feature.customer to ${server.product}, ${BATCH} a batch, every one newer`,
  unit: 'rows',
  contenders: [
    {
      name: 'dq: a row replaced only by a newer one (Lua), from JSON text',
      async run() {
        for (let from = 0; from < ROWS; from += BATCH) await store.upsert(rowsOf('feature.customer', ++revision, BATCH))
        return ROWS
      },
    },
    {
      name: 'ioredis: pipelined HSET of the same fields, whatever is there',
      async run() {
        for (let from = 0; from < ROWS; from += BATCH) {
          const pipeline = redis.pipeline()
          for (const { key, value } of rowsOf('feature.customer', ++revision, BATCH))
            pipeline.hset(`bare:${key}`, JSON.parse(value))
          await pipeline.exec()
        }
        return ROWS
      },
    },
  ],
  async close() {
    redis.disconnect()
    await store.close()
    await server.stop()
  },
} satisfies Bench
