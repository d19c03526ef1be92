import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { fileRegistry } from '../../../src/adapters/registry/file.ts'
import type { Settings } from '../../../src/cli/config.ts'
import { ingestLog } from '../../../src/cli/ingest/run-log.ts'
import type { IngestReport } from '../../../src/cli/ingest/session.ts'
import { compileAvroEncoder } from '../../../src/contracts/codec/avro-encoder.ts'
import { compileJsonDecoder } from '../../../src/contracts/codec/json-decoder.ts'
import { contractShape } from '../../../src/contracts/codec/shape-of.ts'
import { debeziumConverter, openMessage } from '../../../src/contracts/wire/debezium.ts'
import { frameOf } from '../../../src/contracts/wire/frame.ts'
import { longMembers, readJson } from '../../../src/contracts/wire/json-value.ts'
import { untied } from '../../../src/pipelines/ingest/counts.ts'
import type { EventLog, OutRecord } from '../../../src/pipelines/live/ports.ts'
import { repo } from '../../built.ts'
import { FULL, report } from '../../full.ts'
import { ITEMS, itemLines, type Line } from '../../ingest/changes.ts'
import { expectedOf, killedFromFile } from '../../ingest/killed-from-file.ts'
import { killed } from '../../ingest/kills.ts'
import { bronzeIngest, query, settingsIn } from '../../ingest/lake.ts'
import { createTopics } from '../create-topics.ts'
import { emptyBroker } from '../live/empty-broker.ts'
import { openLog } from '../live/logs.ts'
import { useServer } from '../server.ts'

const server = useServer('kafka')
const root = mkdtempSync(join(tmpdir(), 'dq-ingest-kafka-'))
const newFolder = (): string => mkdtempSync(join(root, 'lake-'))
const PARTITIONS = 3
let log: EventLog
beforeAll(() => {
  log = openLog('platformatic', server.endpoint('bootstrap'))
})
beforeEach(async () => {
  await emptyBroker(server.endpoint('bootstrap'))
  await makeTopic()
})
afterAll(async () => {
  await log.close()
  rmSync(root, { recursive: true })
})

const makeTopic = () => createTopics(server.endpoint('bootstrap'), new Map([[ITEMS, PARTITIONS]]))

const json = ({ value }: Line): string | null => (value === null ? null : JSON.stringify(value))

async function send(lines: readonly Line[], encoded: (line: Line) => string | Uint8Array | null = json): Promise<void> {
  const producer = await log.producer('test-ingest')
  const records = lines.map(
    (line): OutRecord => ({
      topic: ITEMS,
      partition: line.partition,
      key: line.key,
      value: encoded(line),
      timestamp: Date.parse(line.arrival),
    }),
  )
  await producer.commit(records, undefined)
  await producer.close()
  await (await log.producer('test-ingest')).close()
}

async function drain(settings: Settings, commitRows = 500): Promise<IngestReport['routes'][number]['counts']> {
  const { routes, absent } = await ingestLog(await bronzeIngest(settings), settings, { commitRows, drain: true })
  expect(absent).toHaveLength(5)
  const { counts } = routes.find(({ topic }) => topic === ITEMS)!
  expect(untied(counts)).toBe(0)
  return counts
}

const settings = (folder = newFolder()): Settings => settingsIn(folder, { brokers: [server.endpoint('bootstrap')] })

async function rowsIn(of: Settings, sql: string) {
  return query(of, ['bronze.order_items', 'bronze.quarantine'], sql)
}

test('what is in the topic is taken once, from whatever client; what comes then goes on behind it', async () => {
  const of = settings()
  const lines = itemLines(120, PARTITIONS)
  await send(lines.slice(0, 80))
  expect(await drain(of, 20)).toMatchObject({ in: 80, rows: 72, duplicates: 0 })
  expect(await drain(of)).toMatchObject({ in: 0, rows: 0 })
  await send(lines.slice(80))
  const kafkajs: Settings = { ...of, use: { ...of.use, kafka: { ...of.use.kafka, client: 'kafkajs' } } }
  expect(await drain(kafkajs)).toMatchObject({ in: 40, rows: 36 })
  const [sums] = await rowsIn(
    of,
    `SELECT count(*)::INTEGER AS rows, count(DISTINCT (kafka_partition, kafka_offset))::INTEGER AS places,
      min(kafka_timestamp)::VARCHAR AS first FROM bronze_order_items`,
  )
  expect(sums).toEqual({ rows: 108, places: 108, first: '2017-03-08 00:29:33+00' })
})

test('a topic that was made anew is refused, whether it is shorter or longer now', async () => {
  const of = settings()
  await send(itemLines(60, PARTITIONS))
  await drain(of)
  for (const count of [30, 90]) {
    await emptyBroker(server.endpoint('bootstrap'))
    await makeTopic()
    await send(
      itemLines(count + 1, PARTITIONS)
        .slice(1)
        .map((line, i) => ({ ...line, partition: i % PARTITIONS })),
    )
    await expect(drain(of)).rejects.toThrow(/made anew|is not the one/)
  }
})

test('records in Avro are read by their schema; one that nobody has, and a column more, are kept back', async () => {
  const folder = newFolder()
  const of = settings(folder)
  const path = join(folder, 'registry.json')
  const withRegistry: Settings = { ...of, use: { ...of.use, registry: { url: `file:${path}` } } }
  const { contracts } = await bronzeIngest(of)
  const contract = contracts.get(ITEMS)!
  const text = readFileSync(join(repo, 'contracts/cdc', `${ITEMS}.avsc`), 'utf8')
  const longer = text.replace(/\{\s*"name": "seller_id"/, '{"name": "coupon", "type": "string", "default": ""},\n$&')
  expect(longer).not.toBe(text)
  const registry = fileRegistry(path, 'registry.json')
  const { id } = await registry.register(`${ITEMS}-value`, { schema: text, references: [] })
  await registry.setLevel(`${ITEMS}-value`, 'NONE')
  const { id: newer } = await registry.register(`${ITEMS}-value`, { schema: longer, references: [] })
  const shape = contractShape(contract)
  const convert = debeziumConverter(shape)
  const read = (value: unknown) => openMessage(readJson(JSON.stringify(value), longMembers(shape)))
  const [decode, encode] = [compileJsonDecoder(contract), compileAvroEncoder(contract)]
  const good = itemLines(30, PARTITIONS).filter((_, i) => i % 10 !== 9)
  const avro = ({ value }: Line, i: number): Uint8Array =>
    Buffer.concat([frameOf(i === 3 ? 77 : i === 4 ? newer : id), encode(decode(convert(read(value))))])
  await send(good, (line) => avro(line, good.indexOf(line)))
  const counts = await drain(withRegistry)
  expect({ ...counts, rejected: Object.fromEntries(counts.rejected) }).toMatchObject({
    in: 27,
    rows: 25,
    rejected: { drift: 2 },
  })
  const messages = await rowsIn(of, 'SELECT message FROM bronze_quarantine ORDER BY message')
  expect(messages.map(({ message }) => message)).toEqual([
    expect.stringMatching(/"coupon", which mysql-oltp.ecommerce.order_items does not know/),
    expect.stringMatching(/schema 77 is not in the registry/),
  ])
})

test('without --drain it goes on until it is stopped, and commits what it has', async () => {
  const of = settings()
  const stop = new AbortController()
  const lines = itemLines(40, PARTITIONS)
  await send(lines.slice(0, 20))
  const run = ingestLog(await bronzeIngest(of), of, { commitEvery: 1 }, stop.signal)
  const rows = async () => {
    const [found] = await rowsIn(of, 'SELECT count(*)::INTEGER AS rows FROM bronze_order_items').catch(() => [
      { rows: 0 },
    ])
    return found?.rows
  }
  while ((await rows()) !== 18) await sleep(300)
  await send(lines.slice(20))
  while ((await rows()) !== 36) await sleep(300)
  stop.abort()
  const { end, routes } = await run
  expect(end).toBe('stopped')
  expect(routes.find(({ topic }) => topic === ITEMS)?.counts).toMatchObject({ in: 40, rows: 36 })
})

const KILLS = FULL ? 50 : 5
const RECORDS = 400

test('an ingest from Kafka that is killed at random moments loses no record, and has none twice', {
  timeout: FULL ? 3_600_000 : 300_000,
}, async () => {
  await send(itemLines(RECORDS, PARTITIONS))
  const options = { commitRows: RECORDS / 5, bootstrap: server.endpoint('bootstrap') }
  const count = await killed(newFolder, options, KILLS, expectedOf(RECORDS))
  expect(count).toBeGreaterThanOrEqual(KILLS)
  report('kill test, bronze-ingest from Kafka: processes killed at random moments, every record there once', count)
})

// Of `npm run test:full -- bronze`; a few kills are in every run (test/ingest).
test.runIf(FULL)(
  'an ingest from a file that is killed at random moments loses no record, and has none twice',
  {
    timeout: 3_600_000,
  },
  () => killedFromFile(root, RECORDS, KILLS),
)
