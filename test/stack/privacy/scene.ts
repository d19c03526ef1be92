import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileRegistry } from '../../../src/adapters/registry/file.ts'
import { wireFormat } from '../../../src/adapters/registry/wire-format.ts'
import { loadSettings, type Settings } from '../../../src/cli/config.ts'
import { findCases } from '../../../src/cli/fixtures.ts'
import { runLive } from '../../../src/cli/live/run-live.ts'
import { type LoadedJob, loadJob } from '../../../src/cli/load-job.ts'
import { partitionFor } from '../../../src/contracts/partitioner.ts'
import { applyPlan } from '../../../src/contracts/registry/apply.ts'
import { planRegistration } from '../../../src/contracts/registry/plan.ts'
import type { EventLog } from '../../../src/pipelines/live/ports.ts'
import { repo } from '../../built.ts'
import { settings as own } from '../live/repo.ts'
import { makeTopics, sendEvents } from '../live/topics.ts'

export interface Servers {
  readonly kafka: string
  readonly redis: string
  readonly cassandra: string
}

/** A repo with the contracts of the fraud enricher, a compacted topic of profiles and a table of scores, all of persons. */
export function repoOn({ kafka, redis, cassandra }: Servers): { readonly at: string; readonly settings: Settings } {
  const at = mkdtempSync(join(tmpdir(), 'dq-privacy-'))
  for (const layer of ['events', 'features', 'fraud', 'inventory'])
    cpSync(join(repo, 'contracts', layer), join(at, 'contracts', layer), { recursive: true })
  cpSync(join(import.meta.dirname, 'contracts'), join(at, 'contracts'), { recursive: true })
  const test = {
    kafka: { brokers: kafka },
    registry: { url: 'file:registry.json' },
    redis: { url: redis },
    cassandra: { contactPoints: cassandra, create: true },
  }
  writeFileSync(join(at, 'dq.yaml'), JSON.stringify({ version: 1, log: 'error', environments: { test } }))
  return { at, settings: loadSettings({ env: 'test' }, { env: {}, cwd: () => at }) }
}

/** Registers the schemas and sends the events of a real month, as if the last of them came now. */
export async function openShop(settings: Settings, bootstrap: string, log: EventLog): Promise<LoadedJob> {
  const loaded = await loadJob('fraud-enricher', settings)
  const registry = fileRegistry(join(settings.root, 'registry.json'), 'registry.json')
  await applyPlan(await planRegistration([...loaded.contracts.values()], registry, []), registry)
  const wire = wireFormat(registry, 'test')
  await wire.prepare(loaded.job.inputs.map(({ contract }) => contract))
  await makeTopics(bootstrap, loaded)
  const [found] = await findCases(own, 'fraud-enricher', 'olist-2017-03')
  const lines = found!.inputs.flatMap(({ path }) => readFileSync(join(own.root, path), 'utf8').trimEnd().split('\n'))
  const arrivals = lines.map((line) => Date.parse(JSON.parse(line).arrival))
  const shift = Date.now() - Math.max(...arrivals)
  const moved = lines.map((line, i) =>
    JSON.stringify({ ...JSON.parse(line), arrival: new Date(arrivals[i]! + shift).toISOString() }),
  )
  await sendEvents(log, loaded.contracts, moved, wire)
  return loaded
}

/** Everything that is in the topics, as a group of that name: another name reads all of it again. Without `finish` the last windows stay open. */
export async function runJob(
  loaded: LoadedJob,
  settings: Settings,
  group: string,
  log: EventLog,
  finish = true,
): Promise<number> {
  const { counts } = await runLive(loaded, settings, { drain: true, finish, group })
  for (const p of [0, 1, 2]) await (await log.producer(`${group}.fraud-enricher-${p}`)).close()
  return counts.taken
}

const PARTITIONS = 2

/** Profiles in a topic that is compacted: one a line, under the id of whom they are of. */
export async function sendProfiles(
  log: EventLog,
  profiles: readonly (readonly [customer: string, name: string])[],
): Promise<void> {
  const topic = 'customer.profile'
  await log.createTopic(topic, { partitions: PARTITIONS, compacted: true })
  const producer = await log.producer('test-profiles')
  await producer.commit(
    profiles.map(([key, name]) => ({
      ...{ topic, key, partition: partitionFor(key, PARTITIONS) },
      value: JSON.stringify({ customer_id: key, name }),
    })),
    undefined,
  )
  await producer.close()
  await (await log.producer('test-profiles')).close()
}
