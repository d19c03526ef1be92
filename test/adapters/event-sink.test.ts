import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { openJsonlSink } from '../../src/adapters/event-sink/jsonl.ts'
import { openMemorySink } from '../../src/adapters/event-sink/memory.ts'
import { openFileSource } from '../../src/adapters/event-source/files.ts'
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
