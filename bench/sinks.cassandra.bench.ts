import cassandra from 'cassandra-driver'
import { openCassandraStore } from '../src/adapters/keyed-store/cassandra.ts'
import { startServer } from '../src/adapters/stack/processes.ts'
import { loadSettings } from '../src/cli/config.ts'
import type { Bench } from './bench.ts'
import { benchContract, rowsOf } from './sinks/rows.ts'

const server = await startServer('cassandra', { cacheDir: loadSettings({}).cacheDir, say: console.error })
const { address = '', datacenter = '' } = server.endpoints
const ROWS = 40_000
const BATCH = 2000
const CONCURRENCY = 128

const contracts = [await benchContract('inventory_global')]
const store = openCassandraStore({ contactPoints: [address], datacenter, keyspace: 'ours', create: true, contracts })
const client = new cassandra.Client({ contactPoints: [address], localDataCenter: datacenter })
await client.connect()
await store.upsert(rowsOf('inventory_global', 1n, 1))
await client.execute("CREATE KEYSPACE bare WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}")
const columns = 'sku, on_hand, reserved, available, shipped, warehouses, regions, as_of, revision'
const types = `sku text PRIMARY KEY, ${columns.split(', ').slice(1, 7).join(' bigint, ')} bigint, as_of text, revision bigint`
await client.execute(`CREATE TABLE bare.inventory_global (${types})`)
const insert = `INSERT INTO bare.inventory_global (${columns}) VALUES (${columns.replaceAll(/\w+/g, '?')})`
let revision = 1n

export default {
  name: `inventory_global: ${ROWS.toLocaleString('en')} rows to ${server.product}, ${BATCH} a batch, ${CONCURRENCY} at once`,
  unit: 'rows',
  contenders: [
    {
      name: 'dq: USING TIMESTAMP by revision, from JSON text',
      async run() {
        for (let from = 0; from < ROWS; from += BATCH) await store.upsert(rowsOf('inventory_global', ++revision, BATCH))
        return ROWS
      },
    },
    {
      name: "the driver's executeConcurrent: prepared inserts of the same columns",
      async run() {
        for (let from = 0; from < ROWS; from += BATCH) {
          const rows = rowsOf('inventory_global', ++revision, BATCH).map(({ value }) =>
            Object.values(JSON.parse(value)),
          )
          await cassandra.concurrent.executeConcurrent(client, insert, rows, { concurrencyLevel: CONCURRENCY })
        }
        return ROWS
      },
    },
  ],
  async close() {
    await client.shutdown()
    await store.close()
    await server.stop()
  },
} satisfies Bench
