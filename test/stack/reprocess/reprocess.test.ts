import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openPlatformaticLog } from '../../../src/adapters/event-log/platformatic.ts'
import { openMemoryStore } from '../../../src/adapters/keyed-store/memory.ts'
import { openRedisStore } from '../../../src/adapters/keyed-store/redis.ts'
import { fileRegistry } from '../../../src/adapters/registry/file.ts'
import { wireFormat } from '../../../src/adapters/registry/wire-format.ts'
import { loadSettings, type Settings } from '../../../src/cli/config.ts'
import { liveContext } from '../../../src/cli/live/live-context.ts'
import { runLive } from '../../../src/cli/live/run-live.ts'
import { type LoadedJob, loadJob } from '../../../src/cli/load-job.ts'
import { publishReprocessed } from '../../../src/cli/reprocess/publish.ts'
import { reprocess } from '../../../src/cli/reprocess/reprocess.ts'
import { openLake } from '../../../src/cli/wiring/lake.ts'
import { applyPlan } from '../../../src/contracts/registry/apply.ts'
import { planRegistration } from '../../../src/contracts/registry/plan.ts'
import { startLive } from '../../../src/pipelines/live/live-run.ts'
import { repo } from '../../built.ts'
import { linesOf } from '../../kill/lines.ts'
import { emptyBroker } from '../live/empty-broker.ts'
import { inItsPartition } from '../live/scene.ts'
import { makeTopics, readAll, sendEvents, type Written } from '../live/topics.ts'
import { useServer } from '../server.ts'
import { writeOwnJob } from './own-job.ts'

/*
 * A job ran with a mistake on Kafka and Redis. It is mended, processed again, and what differs is published by processes that are killed. The
 * topics must then hold what a run that was right from the start gives, and beside it only what was withdrawn or corrected.
 */
const kafka = useServer('kafka')
const redis = useServer('redis')
const JOB = 'fraud-enricher'
const EVENTS = 6_000
const KILLS = 6
const AT_ONCE = 20
/** Events that the wrong job has taken. */
const STOPPED_AT = 4_000
const TOPICS = ['fraud.alert', 'fraud.anomaly']
const STORE = 'feature.customer'

const folder = mkdtempSync(join(tmpdir(), 'dq-again-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A repo with the contracts of this one and no policy; `prefix` of keys in Redis and of groups. */
function repoAt(name: string, prefix: string): { readonly settings: Settings; readonly file: string } {
  const at = join(folder, name)
  mkdirSync(at)
  cpSync(join(repo, 'contracts'), join(at, 'contracts'), { recursive: true })
  rmSync(join(at, 'contracts/policies'), { recursive: true, force: true })
  const file = join(at, 'dq.yaml')
  const test = {
    kafka: { brokers: kafka.endpoint('bootstrap'), group: prefix },
    registry: { url: `file:${join(folder, 'registry.json')}` },
    redis: { url: redis.endpoint('url'), prefix: `${prefix}:` },
  }
  writeFileSync(file, JSON.stringify({ version: 1, log: 'error', environments: { test } }))
  return { settings: loadSettings({ config: file, env: 'test' }), file }
}

type Event = { readonly topic: string; readonly partition: number; readonly value: Record<string, unknown> }

test(`outputs of a wrong run are put right: publishing is killed ${KILLS} times, and nothing goes out twice`, {
  timeout: 600_000,
}, async () => {
  const bootstrap = kafka.endpoint('bootstrap')
  const [right, wrong, fixed] = [repoAt('right', 'right'), repoAt('wrong', 'dq'), repoAt('fixed', 'dq')]
  for (const name of ['right', 'fixed', 'wrong'])
    writeOwnJob(join(folder, name, 'jobs'), name === 'wrong' ? 'wrong' : 'right')
  const log = openPlatformaticLog({ brokers: [bootstrap], clientId: 'dq-test' })
  const [mended, broken] = [await loadJob(JOB, right.settings), await loadJob(JOB, wrong.settings)]
  expect([mended.builtIn, broken.builtIn]).toEqual([false, false])
  const registry = fileRegistry(join(folder, 'registry.json'), 'registry.json')
  await applyPlan(await planRegistration([...mended.contracts.values()], registry, []), registry)
  const wire = wireFormat(registry, 'test')
  await wire.prepare(mended.job.inputs.map(({ contract }) => contract))
  const lines = inOrder(linesOf(JOB, EVENTS).map(inItsPartition))

  const settle = async (group: string): Promise<void> => {
    for (const partition of [0, 1, 2]) await (await log.producer(`${group}-${partition}`)).close()
  }
  const send = async (some: readonly string[]): Promise<void> => {
    expect(await sendEvents(log, mended.contracts, some, wire)).toBe(some.length)
  }
  const ran = async (loaded: LoadedJob, { settings }: { readonly settings: Settings }, some: readonly string[]) => {
    await emptyBroker(bootstrap)
    await makeTopics(bootstrap, loaded)
    await send(some)
    const { end, group } = await runLive(loaded, settings, { drain: true })
    expect(end).toBe('drained')
    await settle(group)
    return readAll(log, mended.contracts, TOPICS)
  }
  const golden = await ran(mended, right, lines)
  const was = await ran(broken, wrong, lines.slice(0, STOPPED_AT))
  // It was stopped then; records go on coming.
  await send(lines.slice(STOPPED_AT))

  // The events as files, where they stand in Kafka: no ingest job here keeps these topics.
  const events = lines.map((line) => JSON.parse(line) as Event)
  const placed = await Promise.all(
    [...Map.groupBy(events, ({ topic, partition }) => `${topic} ${partition}`).values()].map(async (own) => {
      const { topic, partition } = own[0]!
      const offsets: number[] = []
      for await (const records of log.read({ topic, partition })) offsets.push(...records.map(({ offset }) => offset))
      expect(offsets.length).toBe(own.length)
      return own.map((event, i) => [event, offsets[i]!] as const)
    }),
  )
  const offsetOf = new Map(placed.flat())
  const input = [...Map.groupBy(events, ({ topic }) => topic)].map(([topic, own]) => {
    const path = join(folder, `${topic}.jsonl`)
    writeFileSync(path, own.map((event) => `${JSON.stringify({ ...event, offset: offsetOf.get(event) })}\n`).join(''))
    return { topic, path }
  })
  const again = await reprocess(fixed.settings, JOB, { input, branch: 'fix' })
  expect(again.onBranch?.from).toBe('main')
  const counts = (again.compared ?? []).map(({ topic, same, fresh, changed, gone }) => [
    topic,
    same,
    fresh.length,
    changed.length,
    gone.length,
  ])
  console.log(`reprocess: [topic, same, new, changed, gone] ${JSON.stringify(counts)}`)
  expect(again.compared?.map(({ topic }) => topic)).toEqual([STORE, ...TOPICS])
  const [features, alerts] = again.compared ?? []
  for (const rows of [features?.changed, alerts?.fresh, alerts?.changed, alerts?.gone])
    expect(rows?.length).toBeGreaterThan(0)

  // Promoted, as far as there is no policy here.
  const { catalog } = await openLake(fixed.settings)
  const [from, into] = [await catalog.reference('fix'), await catalog.reference('main')]
  const merged = await catalog.merge({
    from: 'fix',
    fromHash: from!.hash,
    into: 'main',
    expected: into!.hash,
    dryRun: false,
    message: 'Promote',
    author: 'test',
  })
  expect(merged.kind).toBe('merged')

  let kills = 0
  for (let round = 0; kills < KILLS && round < 4 * KILLS; round++)
    if ((await killed(fixed.file, 1 + (round % 3), round * 3)) === 'SIGKILL') kills++
  const last = await publishReprocessed(fixed.settings, JOB, { at: 'main', 'dry-run': false, atOnce: AT_ONCE })
  const idle = await publishReprocessed(fixed.settings, JOB, { at: 'main', 'dry-run': false })
  console.log(
    `publish: ${kills} processes killed; the last run ${JSON.stringify(last.outputs.map(({ gone, ...one }) => ({ ...one, gone: gone.length })))}`,
  )
  expect(kills).toBe(KILLS)
  expect(idle.outputs.every(({ sent }) => sent === 0)).toBe(true)
  expect(last.outputs.flatMap(({ kept }) => kept)).toEqual([])

  // The mended job takes over where the wrong one stood, and goes on.
  const group = 'mended'
  const nobody = runLive(mended, fixed.settings, { group, takeOver: 'nobody' })
  await expect(nobody).rejects.toMatchObject({ message: `the group nobody.${JOB} has no positions` })
  await expect(runLive(mended, fixed.settings, { group, takeOver: group })).rejects.toThrow(/nothing over from itself/)
  // Interrupted on its way it is no state to go on from: what the wrong job has written would be written again.
  const wires = wireFormat(registry, 'test')
  const first = startLive(
    await liveContext(
      mended.job,
      { log, store: openMemoryStore(), wire: wires },
      {
        prefix: group,
        limits: { commitRecords: 100 },
        drain: { finish: false, takeOver: 'dq' },
        observe: ({ kind }) => void (kind === 'committed' && first.stop()),
      },
    ),
  )
  expect(await first.ended).toBe('stopped')
  await expect(runLive(mended, fixed.settings, { group, drain: true })).rejects.toMatchObject({
    message: `the state in ${group}.${JOB}-state has not come to where dq.${JOB} stands`,
  })
  const over = await runLive(mended, fixed.settings, { group, takeOver: 'dq' })
  expect(over).toMatchObject({ end: 'drained', takenOver: `dq.${JOB}` })
  expect((await readAll(log, mended.contracts, TOPICS)).length).toBe(
    was.length + last.outputs.reduce((sum, one) => sum + (one.output === STORE ? 0 : one.meant), 0),
  )
  const on = await runLive(mended, fixed.settings, { group, drain: true })
  const taken = [first, over, on].map(({ counts }) => counts.in.reduce((a, b) => a + b))
  expect(taken[0]).toBeLessThan(STOPPED_AT)
  expect(taken.reduce((a, b) => a + b)).toBe(EVENTS)
  await settle(on.group)

  const is = await readAll(log, mended.contracts, TOPICS)
  const expected = new Map(golden.map((one) => [idOf(one), one]))
  const before = new Map(was.map((one) => [idOf(one), one]))
  const found = Map.groupBy(is, idOf)
  const gone = [...before.keys()].filter((id) => !expected.has(id))
  // Nothing is lost and nothing is there but what must be: in each partition, in the order in which it went out.
  expect([...found.keys()].sort()).toEqual([...new Set([...expected.keys(), ...before.keys()])].sort())
  for (const [id, records] of found) {
    const [old, wanted] = [before.get(id), expected.get(id)]
    const both = [old, ...(wanted !== undefined && textOf(wanted) !== (old && textOf(old)) ? [wanted] : [])]
    expect(records.map(textOf)).toEqual(both.flatMap((one) => (one === undefined ? [] : [textOf(one)])))
  }
  // What cannot be taken back is listed, each.
  const listed = last.outputs.flatMap(({ gone }) => gone.flatMap((row) => Object.values(row).map(String)))
  expect(listed.sort()).toEqual(gone.map((id) => id.split(' ')[1]).sort())
  expect(listed.length).toBeGreaterThan(0)

  // Every row of the store is that of the right run.
  const stores = ['right:', 'dq:'].map((prefix) =>
    openRedisStore({ url: redis.endpoint('url'), prefix, contracts: [mended.contracts.get(STORE)!] }),
  )
  const customers = [...new Set(events.map(({ value }) => String(value.customer_id)))]
  let rows = 0
  for (const key of customers) {
    const [wanted, row] = await Promise.all(stores.map((store) => store.get(STORE, key)))
    expect(row).toEqual(wanted)
    if (row !== undefined) rows++
  }
  console.log(
    `reprocess: ${is.length} records (${was.length} of the wrong run, ${golden.length} of the right one), ${listed.length} withdrawn, ${rows} rows in Redis as the right run has them`,
  )
  expect(rows).toBeGreaterThan(features?.changed.length ?? 0)
  await Promise.all([log.close(), ...stores.map((store) => store.close())])
})

/** As event files are: by arrival, then by partition. */
function inOrder(lines: readonly string[]): readonly string[] {
  const events = lines.map((line) => ({ line, ...(JSON.parse(line) as { arrival: string; partition: number }) }))
  return events
    .sort((a, b) => Date.parse(a.arrival) - Date.parse(b.arrival) || a.partition - b.partition)
    .map(({ line }) => line)
}

const idOf = ({ topic, value }: Written): string => {
  const { alert_id, anomaly_id } = value as Record<string, string>
  return `${topic} ${alert_id ?? anomaly_id}`
}

const textOf = ({ topic, partition, key, value }: Written): string => JSON.stringify([topic, partition, key, value])

/** Starts publishing, and kills it so many milliseconds after its n-th commit; gives how it ended. */
function killed(config: string, commits: number, delay: number): Promise<string> {
  const worker = new URL('worker.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [worker, config, JOB, 'main', String(AT_ONCE)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let seen = 0
  child.stdout.on('data', (text: Buffer) => {
    seen += String(text).split('sent ').length - 1
    if (seen >= commits) setTimeout(() => child.kill('SIGKILL'), delay)
  })
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? `${code}`)))
}
