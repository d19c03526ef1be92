import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DuckDBInstance } from '../../src/adapters/duckdb.ts'
import { proxy } from '../adapters/table-files/s3-wire.ts'
import { runHere } from '../cli/dq.ts'
import { useServer } from './server.ts'

/* What commands fetch from an object store: two days of 300,000 rows, of which an id, an ascending number and two texts that cannot be packed. */
const store = useServer('s3-strict')
const folder = mkdtempSync(join(tmpdir(), 'dq-s3-parts-'))
let wire: Awaited<ReturnType<typeof proxy>>
/** Of the data files of a day. */
let day = 0

const SCHEMA = {
  type: 'record',
  name: 'Event',
  namespace: 'shop.bronze',
  fields: [
    { name: 'event_date', type: { type: 'int', logicalType: 'date' } },
    { name: 'id', type: 'string' },
    { name: 'number', type: 'long' },
    { name: 'text', type: 'string' },
    { name: 'more', type: 'string' },
  ],
}
const property = (name: string, physicalType: string, logicalType: string, more: object = {}) => ({
  name,
  logicalType,
  physicalType,
  required: true,
  ...more,
})
const CONTRACT = {
  apiVersion: 'v3.1.0',
  kind: 'DataContract',
  id: 'bronze-events',
  name: 'bronze.events',
  version: '1.0.0',
  status: 'active',
  schema: [
    {
      name: 'events',
      physicalName: 'bronze.events',
      physicalType: 'table',
      logicalType: 'object',
      authoritativeDefinitions: [{ type: 'avroSchema', url: './bronze.events.avsc' }],
      properties: [
        property('event_date', 'date', 'date', { partitioned: true, partitionKeyPosition: 1 }),
        property('id', 'string', 'string'),
        property('number', 'long', 'integer'),
        property('text', 'string', 'string'),
        property('more', 'string', 'string'),
      ],
    },
  ],
}

async function dq(...args: string[]) {
  const before = { ...wire.passed }
  const env = { DQ_ENV: 'cloud', STORE_KEY: store.endpoint('accessKey'), DQ_AUTHOR: 'Ana' }
  const { output, exitCode } = await runHere(args, { cwd: folder, env })
  expect(exitCode, output).toBe(0)
  const { requests, bytes } = wire.passed
  return { output, requests: requests - before.requests, bytes: bytes - before.bytes }
}

beforeAll(async () => {
  wire = await proxy(store.endpoint('url'), () => 'pass')
  const s3 = {
    endpoint: wire.url,
    region: 'us-east-1',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: references of dq.yaml
    ...{ accessKey: '${env:STORE_KEY}', secretKey: '${file:secret}' },
  }
  const warehouse = `s3://${store.endpoint('bucket')}/parts ${process.pid}/`
  for (const [path, text] of Object.entries({
    'contracts/bronze/bronze.events.avsc': JSON.stringify(SCHEMA),
    'contracts/bronze/bronze.events.odcs.yaml': JSON.stringify(CONTRACT),
    'dq.yaml': JSON.stringify({ version: 1, environments: { cloud: { lake: { warehouse, s3 } } } }),
    secret: store.endpoint('secretKey'),
  })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const events = (date: string) => `SELECT DATE '${date}' AS event_date, md5((i * 7)::VARCHAR) AS id, i AS number,
    md5(i::VARCHAR) AS text, md5((i * 3)::VARCHAR) AS more FROM range(300000) t(i)`
  for (const date of ['2026-11-21', '2026-11-22'])
    await connection.run(`COPY (${events(date)}) TO '${join(folder, `${date}.parquet`)}' (FORMAT parquet)`)
  connection.closeSync()
  await dq('table', 'apply', 'bronze.events')
  await dq('table', 'append', 'bronze.events', '2026-11-21.parquet')
  await dq('branch', 'create', 'dev')
  await dq('table', 'append', 'bronze.events', '2026-11-22.parquet', '--branch', 'dev')
  const { output } = await dq('table', 'list', '--format', 'json')
  day = Number(/"bytes": ?"?(\d+)/.exec(output)?.[1])
}, 120_000)

afterAll(() => {
  wire?.close()
  rmSync(folder, { recursive: true, force: true })
})

const forgotten = () => rmSync(join(folder, '.dq', 'lake', 'cache'), { recursive: true, force: true })

// biome-ignore format: one row a command
const cases: readonly (readonly [args: readonly string[], says: RegExp, share: number])[] = [
  [['table', 'sample', 'bronze.events', '--at', 'dev'],                                                /10 rows; 2 of 2/,   0.5],
  [['table', 'sample', 'bronze.events', '--at', 'dev', '--where', "event_date = '2026-11-21' and number = 7"], /1 row; 1 of 2/, 0.5],
  [['table', 'delete', 'bronze.events', '--branch', 'dev', '--where', 'number >= 299999', '--dry-run'],  /2 rows/,           0.2],
  [['table', 'diff', 'bronze.events', 'main', 'dev', '--key', 'event_date', '--key', 'id'],             /300000 added/,     1.1],
]
test.for(cases)(
  'dq %s fetches what it needs of two days, and nothing again',
  { timeout: 120_000 },
  async ([args, says, share]) => {
    forgotten()
    const first = await dq(...args)
    expect(first.output).toMatch(says)
    console.log(`${args.slice(1).join(' ')}: ${first.bytes} bytes of ${2 * day} in ${first.requests} requests`)
    expect(first.bytes).toBeLessThan(share * day + 100_000)
    const again = await dq(...args)
    expect(again.output).toBe(first.output)
    expect(again.bytes).toBeLessThan(100_000)
  },
)
