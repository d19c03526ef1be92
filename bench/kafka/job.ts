/*
 * `node bench/kafka/job.ts <client> <bootstrap> <prefix> [avro|json]`: fraud-enricher over everything that is in its topics, as `dq run --drain`
 * does it, with feature rows kept nowhere. Prints what it wrote.
 */
import { liveContext } from '../../src/cli/live/live-context.ts'
import { startLive } from '../../src/pipelines/live/live-run.ts'
import { type Format, jobIn, wireOf } from './formats.ts'
import { type Client, LOGS } from './open.ts'
import { counting } from './written.ts'

const [client, bootstrap, prefix, format = 'avro'] = process.argv.slice(2) as [Client, string, string, Format?]
const { log, sum } = counting(LOGS[client]({ brokers: [bootstrap], clientId: 'dq-bench' }))
const loaded = await jobIn(format)
let rows = 0
let start: number | undefined
const seconds = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
const store = {
  async upsert(of: readonly unknown[]) {
    rows += of.length
  },
  get: async () => undefined,
  close: async () => {},
}
const context = await liveContext(
  loaded.job,
  { log, store, wire: wireOf(format, loaded) },
  {
    prefix,
    // Of the process: what it took to be there.
    observe: ({ kind }) => {
      if (kind === 'assigned') start ??= seconds()
    },
    drain: { finish: true },
  },
)
const run = startLive(context)
await run.ended
const events = run.counts.in.reduce((total, n) => total + n, 0)
console.log(JSON.stringify({ events, rows, alerts: run.counts.out.get('fraud.alert') ?? 0, start, ...sum }))
await log.close()
