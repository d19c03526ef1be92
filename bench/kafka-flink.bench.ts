import { loadavg } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openPlatformaticLog } from '../src/adapters/event-log/platformatic.ts'
import { startServer } from '../src/adapters/stack/processes.ts'
import type { LoadedJob } from '../src/cli/load-job.ts'
import { settings } from '../test/stack/live/repo.ts'
import { makeTopics } from '../test/stack/live/topics.ts'
import type { Bench, Contender } from './bench.ts'
import { ranAs } from './contract-check/usage.ts'
import { fill } from './kafka/fill.ts'
import { startFlinkJobs } from './kafka/flink-job.ts'
import { type Format, jobIn } from './kafka/formats.ts'

const EVENTS = Number(process.env.DQ_BENCH_EVENTS ?? 1_000_000)
const root = fileURLToPath(new URL('..', import.meta.url))

interface Side {
  readonly loaded: LoadedJob
  readonly bootstrap: string
}

/** A broker with the events in this format. */
async function sideOf(format: Format): Promise<Side> {
  const kafka = await startServer('kafka', { cacheDir: settings.cacheDir, say: console.error })
  closing.push(() => kafka.stop({ keep: false }))
  const bootstrap = kafka.endpoints.bootstrap!
  const loaded = await jobIn(format)
  await makeTopics(bootstrap, loaded)
  const log = openPlatformaticLog({ brokers: [bootstrap], clientId: 'dq-bench' })
  await fill(log, loaded, EVENTS, format)
  await log.close()
  return { loaded, bootstrap }
}

const closing: (() => Promise<unknown>)[] = []
const sides = { avro: await sideOf('avro'), json: await sideOf('json') }
/** Its download needs mvn and pip; where they are not, dq is measured alone. */
const flink = await startFlinkJobs(sides.avro.loaded.contracts).catch((error: Error) => {
  console.log(`  Flink is left out: ${error.message}`)
})
if (flink !== undefined) closing.push(() => flink.stop())

/** How many alerts are committed: both sides must find the same. */
async function alerts({ bootstrap }: Side): Promise<number> {
  const log = openPlatformaticLog({ brokers: [bootstrap], clientId: 'dq-bench' })
  let count = 0
  for (let partition = 0; partition < 3; partition++)
    for await (const records of log.read({ topic: 'fraud.alert', partition })) count += records.length
  await log.close()
  return count
}

let runs = 0
const found = new Map<string, number>()
const compared = (name: string, format: Format, run: () => ReturnType<Contender['run']>): Contender => ({
  name: `${name}, ${format === 'avro' ? 'Avro' : 'JSON'}`,
  async run() {
    const before = await alerts(sides[format])
    const work = await run()
    const made = (await alerts(sides[format])) - before
    found.set(`${name} ${format}`, made)
    if (new Set(found.values()).size > 1) throw new Error(`alerts differ: ${JSON.stringify([...found])}`)
    console.error(`  ${name} ${format}: ${made} alerts, load ${loadavg()[0]!.toFixed(1)}`)
    return work
  },
})
const dq = (format: Format): Contender =>
  compared('dq run without its start', format, async () => {
    const script = [join(root, 'bench/kafka/job.ts'), 'platformatic', sides[format].bootstrap, `bench${++runs}`, format]
    const command = [process.execPath, '--disable-warning=TimeoutNegativeWarning', ...script]
    const { status, output, ...usage } = await ranAs(command, root)
    if (status !== 0) throw new Error(`job.ts ended with ${status}: ${output}`)
    // A TaskManager runs for ever: its start is not counted either.
    const { start } = JSON.parse(output.trim().split('\n').at(-1)!) as { readonly start: number }
    console.error(`  dq run ${format}: ${usage.cpuSeconds.toFixed(2)} CPU s, ${start.toFixed(2)} of them to start`)
    return { items: EVENTS, ...usage, cpuSeconds: usage.cpuSeconds - start }
  })
const onFlink = (format: Format): readonly Contender[] => {
  const { loaded, bootstrap } = sides[format]
  return flink ? [compared('Flink SQL, its TaskManager', format, () => flink.run(loaded, bootstrap, EVENTS))] : []
}

export default {
  name: `fraud-enricher on Kafka, exactly once, beside its printed Flink SQL at parallelism 2: ${EVENTS.toLocaleString('en')} events`,
  unit: 'events',
  contenders: [dq('avro'), ...onFlink('avro'), dq('json'), ...onFlink('json')],
  async close() {
    for (const close of closing.toReversed()) await close()
  },
} satisfies Bench
