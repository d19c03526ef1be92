import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fileRegistry } from '../src/adapters/registry/file.ts'
import { startServer } from '../src/adapters/stack/processes.ts'
import { loadSettings } from '../src/cli/config.ts'
import { readyTables } from '../src/cli/ingest/ready-tables.ts'
import { ITEMS } from '../test/ingest/changes.ts'
import { bronzeIngest, query } from '../test/ingest/lake.ts'
import type { Bench, Contender } from './bench.ts'
import { fillTopic, KEY_SCHEMA } from './bronze/fill-topic.ts'
import { sparkStream } from './bronze/spark-stream.ts'
import { type Tally, tallySql } from './bronze/tally.ts'
import { ranAs } from './contract-check/usage.ts'

const count = Number(process.env.DQ_BENCH_ROWS ?? 500_000)
const root = fileURLToPath(new URL('..', import.meta.url))
const work = mkdtempSync(join(tmpdir(), 'dq-bronze-kafka-bench-'))
process.on('exit', () => rmSync(work, { recursive: true, force: true }))
const { cacheDir } = loadSettings({})

const kafka = await startServer('kafka', { cacheDir, say: console.error })
process.once('exit', () => void kafka.stop({ keep: false }))
const bootstrap = kafka.endpoints.bootstrap!

const config = join(work, 'dq.yaml')
const stateDir = join(work, 'state')
const environment = { stateDir, kafka: { brokers: bootstrap }, registry: { url: 'file:registry.json' } }
writeFileSync(
  config,
  JSON.stringify({ version: 1, contracts: join(root, 'contracts'), environments: { bench: environment } }),
)
const settings = loadSettings({ config, env: 'bench' })
const { job, contracts } = await bronzeIngest(settings)
const contract = contracts.get(ITEMS)!
const tables = [...job.routes.map(({ table }) => table.name), job.rejected.name]
const schema = join(root, 'contracts/cdc', `${ITEMS}.avsc`)
const registry = fileRegistry(join(work, 'registry.json'), 'registry.json')
const register = async (subject: string, schema: string) =>
  (await registry.register(subject, { schema, references: [] })).id
await fillTopic(
  bootstrap,
  contract,
  {
    key: await register(`${ITEMS}-key`, KEY_SCHEMA),
    value: await register(`${ITEMS}-value`, readFileSync(schema, 'utf8')),
  },
  count,
)

let first: Tally | undefined
/** Every run of both has made the same rows. */
function check(tally: Tally): void {
  if (tally.row_count !== String(count) || tally.places !== String(count)) throw new Error(JSON.stringify(tally))
  first ??= tally
  if (JSON.stringify(first) !== JSON.stringify(tally))
    throw new Error(`tables differ: ${JSON.stringify([first, tally])}`)
}
const dq: Contender = {
  name: 'dq run bronze-ingest, a process: both contracts, Iceberg, catalog',
  async run() {
    // Made before, as those of Spark are: what is measured is what becomes of the records.
    await readyTables(settings, 'main', tables)
    const args = ['run', 'bronze-ingest', '--config', config, '--env', 'bench', '--drain', '--format', 'json']
    const { status, output, ...usage } = await ranAs([process.execPath, join(root, 'bin/run.js'), ...args], root)
    if (status !== 0) throw new Error(output)
    const { in: records, rows, untied } = JSON.parse(output).topics[ITEMS]
    if (records !== count || rows !== count || untied !== 0) throw new Error(output)
    const [tally] = await query(settings, ['bronze.order_items'], tallySql('bronze_order_items', 'epoch_us'))
    check(tally as Tally)
    rmSync(stateDir, { recursive: true, force: true })
    return { items: count, ...usage }
  },
}

const warehouse = join(work, 'spark')
const spark = await sparkStream({ cacheDir, warehouse, bootstrap, topic: ITEMS, schema, count, check }).catch(
  (error: unknown) => {
    console.log(`without PySpark: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`)
    return undefined
  },
)

/** CPU seconds are in the table; the goal is of time. */
const walls: { readonly name: string; readonly seconds: number[] }[] = []
const timed = ({ name, run }: Contender): Contender => {
  const wall = { name, seconds: [] as number[] }
  walls.push(wall)
  return {
    name,
    async run() {
      const work = await run()
      const seconds = typeof work === 'number' ? 0 : (work.wallSeconds ?? 0)
      console.log(`  ${name}: ${seconds.toFixed(2)} s, load ${loadavg()[0]!.toFixed(1)}`)
      wall.seconds.push(seconds)
      return work
    },
  }
}

export default {
  name: `${count.toLocaleString('en')} change events of Debezium in Avro on Kafka, 3 partitions, into 12 of an Iceberg table`,
  unit: 'events',
  contenders: [timed(dq), ...(spark === undefined ? [] : [timed(spark.contender)])],
  async close() {
    for (const { name, seconds } of walls) {
      // The first round only warms up.
      const sorted = seconds.slice(1).sort((a, b) => a - b)
      const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
      console.log(`  ${Math.round(count / median).toLocaleString('en')} events/s of time: ${name}`)
    }
    await spark?.close()
    await kafka.stop({ keep: false })
  },
} satisfies Bench
