import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openPlatformaticLog } from '../src/adapters/event-log/platformatic.ts'
import { startServer } from '../src/adapters/stack/processes.ts'
import { emptyBroker } from '../test/stack/live/empty-broker.ts'
import { job, settings } from '../test/stack/live/repo.ts'
import { makeTopics } from '../test/stack/live/topics.ts'
import type { Bench, Contender } from './bench.ts'
import { ranAs } from './contract-check/usage.ts'
import { fill } from './kafka/fill.ts'
import { measureLatency } from './kafka/latency.ts'
import type { Client } from './kafka/open.ts'
import type { WrittenSum } from './kafka/written.ts'

const EVENTS = Number(process.env.DQ_BENCH_EVENTS ?? 500_000)
const root = fileURLToPath(new URL('..', import.meta.url))

const kafka = await startServer('kafka', { cacheDir: settings.cacheDir, say: console.error })
process.once('exit', () => void kafka.stop({ keep: false }))
const bootstrap = kafka.endpoints.bootstrap!
const loaded = await job('fraud-enricher')
console.log(`  ${await latency()}`)
await emptyBroker(bootstrap)
await makeTopics(bootstrap, loaded)
const log = openPlatformaticLog({ brokers: [bootstrap], clientId: 'dq-bench' })
await fill(log, loaded, EVENTS)
await log.close()

let runs = 0
async function node(script: string, ...args: readonly (string | number)[]) {
  const command = [process.execPath, '--disable-warning=TimeoutNegativeWarning', join(root, 'bench/kafka', script)]
  const { status, output, ...usage } = await ranAs([...command, ...args.map(String)], root)
  if (status !== 0) throw new Error(`${script} ended with ${status}: ${output}`)
  const said = JSON.parse(output.trim().split('\n').at(-1)!) as WrittenSum & { readonly events: number }
  if (said.events !== EVENTS) throw new Error(`${script} took ${said.events} events of ${EVENTS}`)
  return { ...usage, said }
}

const wrote = (await node('job.ts', 'platformatic', bootstrap, `bench${++runs}`)).said
console.log(
  `  ${EVENTS.toLocaleString('en')} events make ${wrote.records.toLocaleString('en')} records (outputs and state), ${Math.round(wrote.bytes / 2 ** 20)} MiB, in ${wrote.commits} transactions`,
)

/** In topics that nothing else is in. */
async function latency(): Promise<string> {
  await emptyBroker(bootstrap)
  await makeTopics(bootstrap, loaded)
  return measureLatency(bootstrap, loaded)
}

const dq = (client: Client): Contender => ({
  name: `dq run, ${client}`,
  run: async () => ({ items: EVENTS, ...(await node('job.ts', client, bootstrap, `bench${++runs}`)) }),
})
/** By hand on the client's own stream. */
const byHand: Contender = {
  name: "bare loop on the client's own stream, platformatic",
  run: async () => ({
    items: EVENTS,
    ...(await node('bare-platformatic.ts', bootstrap, `bench${++runs}`, EVENTS, wrote.records, wrote.bytes)),
  }),
}
/** By the adapter that `dq run` reads and writes with. */
const bare = (client: Client): Contender => ({
  name: `bare loop on dq's adapter, ${client}`,
  run: async () => ({
    items: EVENTS,
    ...(await node('bare.ts', client, bootstrap, `bench${++runs}`, EVENTS, wrote.records, wrote.bytes)),
  }),
})

export default {
  name: 'fraud-enricher on Kafka, exactly once, beside consuming, decoding and producing as many records and bytes',
  unit: 'events',
  contenders: [dq('platformatic'), byHand, bare('platformatic'), dq('kafkajs'), bare('kafkajs')],
} satisfies Bench
