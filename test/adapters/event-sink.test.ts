import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import avsc from 'avsc'
import { afterAll, describe, expect, test } from 'vitest'
import { openAvroSink } from '../../src/adapters/event-sink/avro.ts'
import { openJsonlSink } from '../../src/adapters/event-sink/jsonl.ts'
import { openMemorySink } from '../../src/adapters/event-sink/memory.ts'
import { openFileSource } from '../../src/adapters/event-source/files.ts'
import { compileAvroDecoder } from '../../src/contracts/codec/avro-decoder.ts'
import { compileAvroEncoder } from '../../src/contracts/codec/avro-encoder.ts'
import type { JsonObject } from '../../src/kernel/json.ts'
import type { EventSink } from '../../src/pipelines/ports.ts'
import { contract, decimal, field, LONG, record } from '../contracts/codec/schemas.ts'
import { type Stored, testEventSink } from './event-sink.suite.ts'
import { readAll } from './event-source.suite.ts'

const root = mkdtempSync(join(tmpdir(), 'dq-sink-'))
afterAll(() => rmSync(root, { recursive: true }))
let folders = 0

// Every line is read by plain string cuts: the fields are written in this order.
function stored(text: string): Stored[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const { topic, partition, offset, arrival, key } = JSON.parse(line)
      const value = line.slice(line.indexOf(',"value":') + 9, -1)
      return { topic, partition, offset, arrival: Date.parse(arrival), key, value }
    })
}

describe.for([false, true])('JSON Lines files, gzip %s', (gzip) => {
  testEventSink(async () => {
    const dir = join(root, `${folders++}`, 'made')
    return {
      sink: await openJsonlSink(dir, { gzip }),
      stored: async (topic) => {
        const bytes = readFileSync(join(dir, `${topic}.jsonl${gzip ? '.gz' : ''}`))
        return stored((gzip ? gunzipSync(bytes) : bytes).toString())
      },
    }
  })
})

// Another implementation of Avro reads the files back. Topics without a contract hold their records as text.
describe.for(['null', 'deflate'] as const)('Avro container files, codec %s, read by avsc', (codec) => {
  testEventSink(async () => {
    const dir = join(root, `${folders++}`, 'made')
    return {
      sink: await openAvroSink(dir, { job: 'test', codec, schemaOf: () => undefined }),
      stored: async (topic) => (await readWithAvsc(join(dir, `${topic}.avro`))) as unknown as Stored[],
    }
  })
})

async function readWithAvsc(path: string): Promise<Record<string, unknown>[]> {
  const events: Record<string, unknown>[] = []
  for await (const event of avsc.createFileDecoder(path)) {
    const { headers, ...rest } = event as Record<string, unknown>
    expect(headers).toEqual({})
    events.push({ ...rest })
  }
  return events
}

const amounts = contract(record('Amount', field('n', LONG), field('amount', decimal(12, 2))))

test('records of a contract are in the file as the contract has them, and the source reads them back', async () => {
  const dir = join(root, 'records')
  const sink = await openAvroSink(dir, { job: 'test', schemaOf: () => amounts.schema })
  const [encode, decode] = [compileAvroEncoder(amounts), compileAvroDecoder(amounts)]
  const values = Array.from({ length: 5000 }, (_, n) => ({ n: BigInt(n), amount: 0 - n }))
  await sink.write(values.map((value, n) => ({ ...event(n), value: encode(value) })))
  await sink.close()
  const [first, second] = await readWithAvsc(join(dir, 'a.avro'))
  expect(first).toMatchObject({ topic: 'a', partition: 0, offset: 0, arrival: 1000, key: 'k' })
  expect(second?.value).toEqual({ n: 1, amount: Buffer.from([0xff]) })
  const source = await openFileSource([{ topic: 'a', path: join(dir, 'a.avro') }])
  const read = await readAll(source)
  expect(read.map((event) => decode(source.rawValue(event)))).toEqual(values)
})

// JSON Lines, gzip and Avro: cut anywhere behind a checkpoint, a second sink makes the bytes of one.
const formats: [name: string, open: (dir: string, from?: JsonObject) => Promise<EventSink>, file: string][] = [
  ['JSON Lines', (dir, from) => openJsonlSink(dir, { from }), 'a.jsonl'],
  ['gzip', (dir, from) => openJsonlSink(dir, { gzip: true, from }), 'a.jsonl.gz'],
  ['Avro', (dir, from) => openAvroSink(dir, { job: 'j', schemaOf: () => undefined, from }), 'a.avro'],
  [
    'Avro, deflate',
    (dir, from) => openAvroSink(dir, { job: 'j', codec: 'deflate', schemaOf: () => undefined, from }),
    'a.avro',
  ],
]

test.for(formats)(
  '%s: a sink goes on from a checkpoint of another, whatever that one wrote after it',
  async ([name, open, file]) => {
    const events = Array.from({ length: 3000 }, (_, n) => event(n))
    const whole = await open(join(root, `${name} whole`))
    await whole.write(events.slice(0, 1000))
    await whole.checkpoint()
    await whole.write(events.slice(1000))
    await whole.close()
    const dir = join(root, `${name} cut`)
    const first = await open(dir)
    await first.write(events.slice(0, 1000))
    const saved = JSON.parse(JSON.stringify(await first.checkpoint()))
    await first.write(events.slice(1000, 2500))
    await first.checkpoint()
    await first.abandon?.()
    const second = await open(dir, saved)
    await second.write(events.slice(1000))
    await second.close()
    expect(readdirSync(dir)).toEqual([file])
    expect(readFileSync(join(dir, file))).toEqual(readFileSync(join(root, `${name} whole`, file)))
  },
)

test('a file that is shorter than the checkpoint says is not gone on with', async () => {
  const dir = join(root, 'short')
  const first = await openJsonlSink(dir)
  await first.write([event(0), event(1)])
  const from = await first.checkpoint()
  await first.abandon?.()
  writeFileSync(join(dir, 'a.jsonl.part'), 'x')
  await expect(openJsonlSink(dir, { from })).rejects.toMatchObject({
    message: expect.stringMatching(/^the file is not as the checkpoint left it: it has 1 bytes, not \d+$/),
    hint: 'bring the file back, or begin again with --fresh',
  })
})

describe('memory', () => {
  testEventSink(async () => {
    const sink = openMemorySink()
    return { sink, stored: async (topic) => sink.events.filter((event) => event.topic === topic) }
  })
})

const event = (n: number) => ({ topic: 'a', partition: n % 3, arrival: 1000 + n, key: 'k', value: `{"n":${n}}` })

test('until close there is only a .part file; an older file is replaced then, not before', async () => {
  const dir = join(root, 'atomic')
  const first = await openJsonlSink(dir)
  await first.write([event(0)])
  expect(readdirSync(dir)).toEqual(['a.jsonl.part'])
  await first.close()
  expect(readdirSync(dir)).toEqual(['a.jsonl'])
  const before = readFileSync(join(dir, 'a.jsonl'), 'utf8')
  const second = await openJsonlSink(dir)
  await second.write([event(1)])
  expect(readFileSync(join(dir, 'a.jsonl'), 'utf8')).toBe(before)
  await second.close()
  expect(readFileSync(join(dir, 'a.jsonl'), 'utf8')).toBe(
    '{"topic":"a","partition":1,"offset":0,"arrival":"1970-01-01T00:00:01.001Z","key":"k","value":{"n":1}}\n',
  )
})

test('the same events give the same bytes, packed too', async () => {
  const bytes = async (dir: string) => {
    const sink = await openJsonlSink(dir, { gzip: true })
    await sink.write(Array.from({ length: 100 }, (_, n) => event(n)))
    await sink.close()
    return readFileSync(join(dir, 'a.jsonl.gz'))
  }
  expect(await bytes(join(root, 'one'))).toEqual(await bytes(join(root, 'two')))
})

test('the source reads what the sink wrote', async () => {
  const dir = join(root, 'back')
  const sink = await openJsonlSink(dir, { gzip: true })
  const events = Array.from({ length: 10 }, (_, n) => event(n))
  await sink.write(events)
  await sink.close()
  const source = await openFileSource([{ topic: 'a', path: join(dir, 'a.jsonl.gz') }])
  const read = await readAll(source)
  expect(
    read.map((event) => ({
      partition: event.partition,
      arrival: event.arrival,
      value: new TextDecoder().decode(source.rawValue(event)),
    })),
  ).toEqual(events.map(({ partition, arrival, value }) => ({ partition, arrival, value })))
})

test('a value that would break the line is refused, and nothing gets a name', async () => {
  const dir = join(root, 'broken')
  const sink = await openJsonlSink(dir)
  await expect(sink.write([{ ...event(0), value: '{\n}' }])).rejects.toThrow('must be JSON on one line')
  expect(existsSync(join(dir, 'a.jsonl'))).toBe(false)
  await sink.close()
})
