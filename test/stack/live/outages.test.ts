import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { confluentRegistry } from '../../../src/adapters/registry/confluent.ts'
import { wireFormat } from '../../../src/adapters/registry/wire-format.ts'
import { loadSettings, type Settings } from '../../../src/cli/config.ts'
import { runLive } from '../../../src/cli/live/run-live.ts'
import type { LoadedJob } from '../../../src/cli/load-job.ts'
import { applyPlan } from '../../../src/contracts/registry/apply.ts'
import { planRegistration } from '../../../src/contracts/registry/plan.ts'
import type { Observed } from '../../../src/pipelines/live/observed.ts'
import type { EventLog } from '../../../src/pipelines/live/ports.ts'
import { writtenTopics } from '../../../src/pipelines/live/topics.ts'
import { FULL, report } from '../../full.ts'
import { type Job, linesOf } from '../../kill/lines.ts'
import { useServer } from '../server.ts'
import { type Gate, gateTo } from './gate.ts'
import { openLog } from './logs.ts'
import { type MortalStore, mortalCassandra, mortalRedis } from './mortal-stores.ts'
import { job, settings as own } from './repo.ts'
import { clearOutputs, comparable, inItsPartition, sendPoison } from './scene.ts'
import { makeTopics, readAll, sendEvents } from './topics.ts'

/* Whole jobs on Kafka, the registry and their store, configured as users do, while the registry and the store go away and come back. */
const EVENTS = 3_000
const kafka = useServer('kafka')
const registry = useServer('registry')

interface Behind {
  readonly system: string
  readonly store: string
  readonly start: () => Promise<MortalStore>
  readonly outages: number
}

const STORES: Readonly<Record<Job, Behind>> = {
  'fraud-enricher': { system: 'redis', store: 'feature.customer', start: mortalRedis, outages: FULL ? 10 : 3 },
  'inventory-aggregator': {
    system: 'cassandra',
    store: 'inventory_global',
    start: () => mortalCassandra('shop'),
    outages: FULL ? 3 : 1,
  },
}

/** What a run has left: its topics read committed, and the rows of its store. */
interface Left {
  readonly written: readonly unknown[]
  readonly rows: readonly string[]
}

describe.for(Object.entries(STORES))('%s', ([name, { system, store: rows, start, outages: wanted }]) => {
  let store: MortalStore
  let gate: Gate
  let log: EventLog
  let loaded: LoadedJob
  let settings: Settings
  const folder = mkdtempSync(join(tmpdir(), 'dq-outages-'))
  const bootstrap = () => kafka.endpoint('bootstrap')

  beforeAll(async () => {
    store = await start()
    gate = await gateTo(registry.endpoint('url'))
    log = openLog('platformatic', bootstrap())
    loaded = await job(name)
    const environment = {
      kafka: { brokers: bootstrap(), commit: { records: 20, milliseconds: 50 }, session: 6_000 },
      registry: { url: gate.url },
      ...store.settings,
    }
    const file = join(folder, 'dq.yaml')
    const { contracts, fixtures } = own
    writeFileSync(
      file,
      JSON.stringify({ version: 1, contracts, fixtures, log: 'error', environments: { test: environment } }),
    )
    settings = loadSettings({ config: file, env: 'test' })
    const server = confluentRegistry({ url: registry.endpoint('url') })
    await applyPlan(await planRegistration([...loaded.contracts.values()], server, []), server)
    await makeTopics(bootstrap(), loaded)
    const wire = wireFormat(server, 'test')
    await wire.prepare(loaded.job.inputs.map(({ contract }) => contract))
    await sendEvents(log, loaded.contracts, linesOf(name as Job, EVENTS).map(inItsPartition), wire)
    await sendPoison(log, loaded)
  }, 300_000)
  afterAll(async () => {
    gate?.close()
    await log?.close()
    await store?.close()
    rmSync(folder, { recursive: true, force: true })
  }, 60_000)

  const run = async (group: string, observe: (event: Observed) => void): Promise<Left> => {
    const { end, counts } = await runLive(loaded, settings, { drain: true, finish: true, group }, [observe])
    expect(end).toBe('drained')
    expect(counts.in.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(EVENTS)
    for (const p of [0, 1, 2]) await (await log.producer(`${group}.${name}-${p}`)).close()
    const written = comparable(await readAll(log, loaded.contracts, writtenTopics(loaded.job).keys()))
    return { written, rows: await store.rows(rows) }
  }

  test(`the registry goes away, and the store ${wanted} times: the job waits, says so, and leaves what an unbroken run leaves`, async () => {
    const golden = await run('unbroken', () => {})
    expect(golden.rows.length).toBeGreaterThan(50)
    await clearOutputs(bootstrap(), loaded)
    await store.clear(rows)

    const told: Observed[] = []
    const of = (kind: Observed['kind'], who: string) =>
      told.filter((event) => event.kind === kind && 'system' in event && event.system === who).length
    const commits = () => told.filter(({ kind }) => kind === 'committed').length
    const until = async (is: () => boolean) => {
      while (!is() && !isOver) await sleep(10)
    }
    let isOver = false
    let outages = 0
    const breaking = (async () => {
      await until(() => of('waiting', 'registry') > 0)
      await sleep(1_000)
      gate.open()
      for (; outages < wanted && !isOver; outages++) {
        const before = commits()
        await until(() => commits() > before + 5)
        await store.stop()
        await sleep(500)
        await store.start()
        await until(() => of('resumed', system) > outages)
      }
    })()
    const broken = await run('broken', (event) => {
      told.push(event)
      // A quick machine would be done before the store has gone the last time.
      if (event.kind === 'committed' && outages < wanted)
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
      // Before any record was read: the ids of their schemas are still to be looked up.
      if (event.kind === 'assigned') gate.shut()
    }).finally(() => {
      isOver = true
    })
    await breaking
    expect(outages).toBe(wanted)
    expect(of('resumed', 'registry')).toBeGreaterThan(0)
    expect(of('resumed', system)).toBeGreaterThanOrEqual(wanted)
    expect(broken).toEqual(golden)
    const waits = told.filter(({ kind }) => kind === 'waiting').length
    console.log(
      `${name}: registry away once, ${system} ${outages} times, ${waits} tries, ${commits()} commits; ${golden.rows.length} rows and all outputs equal`,
    )
    report(`live: outages of registry and ${system}, end to end (${name})`, outages + 1)
  }, 600_000)
})
