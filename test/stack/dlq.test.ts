import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPlatformaticLog } from '../../src/adapters/event-log/platformatic.ts'
import { fileRegistry } from '../../src/adapters/registry/file.ts'
import { wireFormat } from '../../src/adapters/registry/wire-format.ts'
import { logLetters } from '../../src/cli/dlq/log-letters.ts'
import { select } from '../../src/cli/dlq/select.ts'
import { compileAvroEncoder } from '../../src/contracts/codec/avro-encoder.ts'
import { canonicalText } from '../../src/contracts/registry/same-schema.ts'
import type { EventLog, LogRecord, OutRecord } from '../../src/pipelines/live/ports.ts'
import { client } from './kafka-client.ts'
import { useServer } from './server.ts'
import { contract } from './store-rows.ts'

const server = useServer('kafka')
let log: EventLog
beforeAll(async () => {
  log = openPlatformaticLog({ brokers: [server.endpoint('bootstrap')], clientId: 'dlq-test' })
})
afterAll(() => log.close())

const PARTITIONS = 3

async function makeTopics(...topics: string[]): Promise<void> {
  const admin = client({ brokers: [server.endpoint('bootstrap')] }).admin()
  await admin.connect()
  await admin.createTopics({
    topics: topics.map((topic) => ({ topic, numPartitions: PARTITIONS })),
    waitForLeaders: true,
  })
  await admin.disconnect()
}

/** Original records: bytes that are no text, so that nothing can pass through a decoder unnoticed. */
const rawOf = (n: number): Buffer =>
  Buffer.concat([Buffer.from([0, 0, 0, 0, 7]), createHash('sha256').update(`${n}`).digest()])

async function everything(topic: string): Promise<readonly LogRecord[]> {
  const all: LogRecord[] = []
  for (let partition = 0; partition < PARTITIONS; partition++)
    for await (const records of log.read({ topic, partition })) all.push(...records)
  return all
}

async function send(records: readonly OutRecord[]): Promise<void> {
  const producer = await log.producer('test-writer')
  for (let from = 0; from < records.length; from += 1000)
    await producer.commit(records.slice(from, from + 1000), undefined)
  await producer.close()
}

const letter = (topic: string, n: number) => ({
  job: 'fraud-enricher',
  topic,
  partition: n % PARTITIONS,
  offset: n,
  key: n % 7 === 0 ? null : `k${n}`,
  reason: n % 2 === 0 ? 'schema' : 'drift',
  path: '',
  message: `letter ${n}`,
})

const hexes = (records: readonly { readonly value: Uint8Array | null }[]) =>
  records.map(({ value }) => Buffer.from(value ?? []).toString('hex')).sort()

test('letters in Avro are read by their contract; original bytes, keys and partitions go back once; what is dropped stays noted', async () => {
  await makeTopics('fraud.dead_letter', 'order.created')
  const dead = await contract('fraud.dead_letter')
  const registry = fileRegistry(join(mkdtempSync(join(tmpdir(), 'dq-dlq-')), 'registry.json'), 'registry.json')
  await registry.register('fraud.dead_letter-value', { schema: canonicalText(dead.schema), references: [] })
  const wire = wireFormat(registry, 'test')
  await wire.prepare([dead])
  const encode = compileAvroEncoder(dead)
  const count = 60
  await send(
    Array.from({ length: count }, (_, n) => ({
      topic: 'fraud.dead_letter',
      partition: n % PARTITIONS,
      key: null,
      value: Buffer.concat([wire.prefix(dead), encode({ ...letter('order.created', n), raw: rawOf(n) }) as Uint8Array]),
    })),
  )
  const letters = logLetters({ log, wire, topic: 'fraud.dead_letter', contract: dead, prefix: 'a' })
  const all = await select(letters.read(), { ids: [], state: 'open' })
  expect(all.length).toBe(count)
  const [first] = all
  expect(first).toMatchObject({
    id: '0/0',
    job: 'fraud-enricher',
    source: { topic: 'order.created', partition: 0, offset: 0 },
    reason: 'schema',
    state: 'open',
  })

  const drift = await select(letters.read(), { ids: [], reason: 'drift', state: 'open' })
  expect(
    await letters.drop(drift.slice(0, 10), { action: 'dropped', at: '2026-11-22T00:00:00Z', because: 'a test' }),
  ).toBe(10)
  const open = await select(letters.read(), { ids: [], state: 'open' })
  expect(open.length).toBe(count - 10)
  expect(await letters.replay(open, '2026-11-22T00:00:00Z')).toBe(count - 10)
  expect(await letters.replay(open, '2026-11-22T00:00:00Z')).toBe(0)
  expect(await select(letters.read(), { ids: [], state: 'open' })).toEqual([])
  const dropped = await select(letters.read(), { ids: [], state: 'dropped' })
  expect(dropped.map(({ handled }) => handled?.because)).toEqual(Array.from({ length: 10 }, () => 'a test'))

  const back = await everything('order.created')
  expect(hexes(back)).toEqual(open.map(({ raw }) => Buffer.from(raw).toString('hex')).sort())
  const headers = back.map(({ headers }) => headers?.map(([name, value]) => `${name}: ${Buffer.from(value)}`))
  expect(headers).toContainEqual(['dq.replay-of: fraud.dead_letter 0/0'])
  expect(back.filter(({ key }) => key === null).length).toBe(open.filter(({ key }) => key === null).length)
})

test('two who replay at once, and one who is killed again and again: every record is back exactly once', async () => {
  await makeTopics('own.dead_letter', 'own.source')
  const count = 6000
  await send(
    Array.from({ length: count }, (_, n) => {
      const { reason, ...rest } = letter('own.source', n)
      const value = JSON.stringify({ ...rest, reason, raw: rawOf(n).toString('base64') })
      return { topic: 'own.dead_letter', partition: n % PARTITIONS, key: null, value }
    }),
  )
  let kills = 0
  let finished = false
  for (let round = 0; round < 12 && !finished; round++) {
    // By turns one alone that is killed in the middle, and two at once.
    const workers = Array.from({ length: round % 2 === 0 ? 1 : 2 }, () => worker(server.endpoint('bootstrap')))
    const ends = await Promise.all(
      workers.map(({ child, begun, ended }) =>
        begun.then(() => {
          if (round < 6) setTimeout(() => child.kill('SIGKILL'), 15 * (round + 1))
          return ended
        }),
      ),
    )
    kills += ends.filter((end) => end === 'SIGKILL').length
    finished = round >= 6 && ends.includes('0')
  }
  const back = await everything('own.source')
  const letters = logLetters({
    log,
    wire: wireFormat(undefined, undefined),
    topic: 'own.dead_letter',
    contract: undefined,
    prefix: 'test',
  })
  const left = await select(letters.read(), { ids: [], state: 'open' })
  console.log(
    `dead letters: ${count} replayed by workers of which ${kills} were killed: ${back.length} records back, ${new Set(hexes(back)).size} different, ${left.length} still open`,
  )
  expect(left).toEqual([])
  expect(hexes(back)).toEqual(hexes(Array.from({ length: count }, (_, n) => ({ value: rawOf(n) }))))
  expect(kills).toBeGreaterThan(2)
})

function worker(broker: string) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'dlq-worker.ts'), broker, 'own.dead_letter'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<string>((resolve) => child.once('exit', (code, signal) => resolve(signal ?? `${code}`)))
  const begun = new Promise<void>((resolve) => {
    child.stdout.once('data', () => resolve())
    child.once('exit', () => resolve())
  })
  return { child, begun, ended }
}
