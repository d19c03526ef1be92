import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { startServer } from '../../src/adapters/stack/processes.ts'
import type { LoadedJob } from '../../src/cli/load-job.ts'
import { canonicalText } from '../../src/contracts/registry/same-schema.ts'
import { commented } from '../../src/pipelines/engines/flink/print.ts'
import { openSession } from '../../test/stack/flink/gateway.ts'
import { settings } from '../../test/stack/live/repo.ts'
import { testWire } from '../../test/stack/live/test-wire.ts'
import type { Work } from '../bench.ts'

/** Milliseconds between two checkpoints, and so between two transactions of its sinks. */
const CHECKPOINT = 10_000
/** Of a second, in which the kernel counts CPU time. */
const TICKS = 100

/** A cluster that runs the printed SQL of a job over what is in its topics. */
export interface FlinkJobs {
  /** CPU seconds are those of the TaskManager. */
  run(loaded: LoadedJob, bootstrap: string, items: number): Promise<Work>
  stop(): Promise<void>
}

export async function startFlinkJobs(contracts: LoadedJob['contracts']): Promise<FlinkJobs> {
  const flink = await startServer('flink', { cacheDir: settings.cacheDir, say: console.error })
  const worker = processIn(flink.folder, 'TaskManagerRunner')
  const registry = await schemasById(contracts)
  let runs = 0
  return {
    async run({ job }, bootstrapServers, items) {
      const topics = { kind: 'kafka', bootstrapServers, groupId: `flink${++runs}`, registry: registry.url } as const
      const printed = commented(job, { mode: 'streaming', inputs: topics, outputs: topics })
      const session = await openSession({
        gateway: flink.endpoints.gateway!,
        rest: flink.endpoints.rest!,
        stop: async () => {},
      })
      const settings = [
        "SET 'parallelism.default' = '2'",
        `SET 'execution.checkpointing.interval' = '${CHECKPOINT} ms'`,
        "SET 'execution.checkpointing.mode' = 'EXACTLY_ONCE'",
        "SET 'execution.checkpointing.tolerable-failed-checkpoints' = '100'",
        "SET 'execution.checkpointing.storage' = 'filesystem'",
        `SET 'execution.checkpointing.dir' = 'file://${flink.folder}/checkpoints'`,
      ]
      const [cpu, began] = [cpuOf(worker), performance.now()]
      for (const sql of [...settings, ...printed.map((sql) => exactlyOnce(sql, `flink${runs}`))]) await session.run(sql)
      const work = { items, cpuSeconds: cpuOf(worker) - cpu, wallSeconds: (performance.now() - began) / 1000 }
      await session.close()
      return work
    },
    async stop() {
      registry.close()
      await flink.stop({ keep: false })
    },
  }
}

/**
 * The printed text with what makes it comparable: sources end where the topics end now, sinks write in transactions, and what
 * goes to the feature store is thrown away, as in the run of dq beside it.
 */
function exactlyOnce(sql: string, id: string): string {
  let sinks = 0
  const sink = `'sink.delivery-guarantee' = 'exactly-once', 'sink.transactional-id-prefix' = '${id}', 'properties.transaction.timeout.ms' = '600000'`
  return (
    sql
      .replaceAll(
        `'scan.startup.mode' = 'earliest-offset'`,
        `'scan.startup.mode' = 'earliest-offset', 'scan.bounded.mode' = 'latest-offset'`,
      )
      .replace(/(CREATE TEMPORARY TABLE `feature\.[^;]*?) WITH \([^)]*\)$/, `$1 WITH ('connector' = 'blackhole')`)
      .replaceAll(/'topic' = '[^']+',(?=[^)]*'key\.format')/g, (topic) => `${topic} ${sink},`)
      // Several statements write to one topic: each is a sink with transactions of its own.
      .replaceAll(
        /INSERT INTO `(?!feature)[^`]+`/g,
        (insert) => `${insert} /*+ OPTIONS('sink.transactional-id-prefix' = '${id}-${++sinks}') */`,
      )
  )
}

/** What Flink asks a schema registry for: the schema of an id. Ids are those of testWire. */
async function schemasById(contracts: LoadedJob['contracts']) {
  const wire = testWire(contracts)
  const schemas = new Map(
    [...contracts.values()]
      .filter(({ settings }) => settings.wireFormat === 'avro')
      .map((contract) => [Buffer.from(wire.prefix(contract)).readUInt32BE(1), canonicalText(contract.schema)]),
  )
  const server = createServer(({ url = '' }, response) => {
    const schema = schemas.get(Number(/\/schemas\/ids\/(\d+)/.exec(url)?.[1]))
    response.writeHead(schema === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(schema === undefined ? { error_code: 40403 } : { schema, schemaType: 'AVRO' }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => void server.close() }
}

/** The Java process of that class with its configuration in the folder. */
function processIn(folder: string, name: string): number {
  const found = readdirSync('/proc').find((pid) => {
    if (!/^\d+$/.test(pid)) return false
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
      return (
        command[0]!.endsWith('java') &&
        command.some((of) => of.endsWith(name)) &&
        command.includes(join(folder, 'conf'))
      )
    } catch {
      return false
    }
  })
  if (found === undefined) throw new Error(`no ${name} works in ${folder}`)
  return Number(found)
}

/** Seconds of a process, user and system, since it began. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS
}
