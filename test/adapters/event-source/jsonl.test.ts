import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { openFileSource } from '../../../src/adapters/event-source/files.ts'
import { DqError } from '../../../src/kernel/errors.ts'
import type { SourceEvent, UnreadableEvent } from '../../../src/pipelines/ports.ts'
import { readAll } from '../event-source.suite.ts'

const folder = mkdtempSync(join(tmpdir(), 'dq-jsonl-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0

const at = (second: number) => `2017-03-08T12:00:${String(second).padStart(2, '0')}.000Z`
const millis = (second: number) => Date.UTC(2017, 2, 8, 12, 0, second)
const line = (offset: number, change: object = {}) =>
  JSON.stringify({ topic: 't', partition: 0, offset, arrival: at(offset), key: 'k', value: { n: offset }, ...change })

async function open(content: string | Buffer, maxLineBytes?: number) {
  const path = join(folder, `${files++}.jsonl`)
  writeFileSync(path, content)
  return openFileSource([{ topic: 't', path }], maxLineBytes === undefined ? {} : { maxLineBytes })
}

async function read(content: string | Buffer, maxLineBytes?: number) {
  const source = await open(content, maxLineBytes)
  const events = await readAll(source)
  return events.map((event) => ({ ...event, raw: Buffer.from(source.rawValue(event)) }))
}

const show = (event: SourceEvent | UnreadableEvent) => ('unreadable' in event ? event.unreadable : event.offset)

// biome-ignore format: one row a case
const unreadable: [what: string, bad: string, why: string][] = [
  ['text that is not JSON',       'nonsense',                          'not JSON'],
  ['a bad literal inside',        '{"topic":"t","partition":2,"offset":41,"arrival":"2017-03-08T12:00:01.000Z","value":{"n":tru}}', 'not JSON'],
  ['an array',                    '[1]',                               'expected an object, found an array'],
  ['a record alone',              '{"event_id":"e1","amount":"7.00"}', 'no event, a record alone? An event is {topic, partition, offset, arrival, key, value}'],
  ['no topic',                    line(1, { topic: undefined }),       'topic is missing'],
  ['a negative partition',        line(1, { partition: -1 }),          'partition: expected an integer from 0 on, found the number -1'],
  ['an offset as text',           line(1, { offset: '1' }),            'offset: expected an integer from 0 on, found the string "1"'],
  ['an arrival of microseconds',  line(1, { arrival: '2017-03-08T12:00:01.000001Z' }), 'arrival: expected UTC text'],
  ['an arrival with an offset',   line(1, { arrival: '2017-03-08T12:00:01.000+01:00' }), 'arrival: expected UTC text'],
  ['a key that is a number',      line(1, { key: 1 }),                 'key: expected a string or null, found the number 1'],
  ['no key',                      line(1, { key: undefined }),         'key is missing'],
  ['headers that are a list',     line(1, { headers: [] }),            'headers: expected an object, found an array'],
  ['no value',                    line(1, { value: undefined }),       'value is missing'],
  ['an unknown field',            line(1, { header: {} }),             'unknown field "header" beside topic, partition, offset, arrival, key, headers, value (did you mean "headers"?)'],
  ['a byte order mark inside',    `\ufeff${line(1)}`,                  'not JSON'],
]

test.for(unreadable)('%s is an unreadable event at its line, and reading goes on', async ([, bad, why]) => {
  const [first, second, third] = await read(`${line(0)}\n${bad}\n${line(2)}\n`)
  expect([first, third].map((event) => event && show(event))).toEqual([0, 2])
  expect(second).toMatchObject({ topic: 't', arrival: millis(0), text: bad })
  expect(second && show(second)).toContain(`line 2 of the file: ${why}`)
  expect(second?.raw.toString()).toBe(bad)
})

test('an unreadable line has the position it still tells, else that of the event before it', async () => {
  const broken = '{"topic":"t","partition":2,"offset":41,"arrival":"2017-03-08T12:00:01.000Z","key":"k","value":{"n":tr'
  const [, told, untold] = await read(`${line(7)}\n${broken}\nnonsense\n`)
  expect(told).toMatchObject({ partition: 2, offset: 41, arrival: millis(7) })
  expect(untold).toMatchObject({ partition: 0, offset: 7, arrival: millis(7) })
})

test('an unreadable first line has the arrival of the event after it, so the clock does not begin in 1970', async () => {
  const [first] = await read(`nonsense\n${line(5)}\n`)
  expect(first).toMatchObject({ arrival: millis(5), partition: 0 })
})

test('a file of nothing but nonsense is read as unreadable events', async () => {
  expect((await read('a\nb\n')).map(({ arrival }) => arrival)).toEqual([0, 0])
})

test('blank lines, CRLF, a byte order mark at the start and a missing last newline are fine', async () => {
  const events = await read(`\ufeff${line(0)}\r\n\r\n   \n\n${line(1)}\r\n${line(2)}`)
  expect(events.map(show)).toEqual([0, 1, 2])
  expect(events.map(({ text }) => text)).toEqual([line(0), line(1), line(2)])
})

test('a file that ends inside a line says so', async () => {
  const events = await read(`${line(0)}\n${line(1).slice(0, -10)}`)
  expect(events.map(show)).toEqual([0, expect.stringContaining('(the file ends in the middle of a line)')])
})

test('bytes that are no UTF-8 make their line unreadable, and are kept exactly', async () => {
  const bad = Buffer.concat([Buffer.from('{"topic":"'), Buffer.from([0xff, 0xc3]), Buffer.from('"}')])
  const lines = [Buffer.from(line(0)), bad, Buffer.from(line(2, { key: 'São' })), bad, Buffer.from(line(4))]
  const events = await read(Buffer.concat(lines.flatMap((bytes) => [bytes, Buffer.from('\n')])))
  const notUtf8 = (n: number) => `line ${n} of the file: the line is not valid UTF-8`
  expect(events.map(show)).toEqual([0, notUtf8(2), 2, notUtf8(4), 4])
  expect(events[1]?.raw).toEqual(bad)
  expect(events[2]).toMatchObject({ key: 'São' })
})

test('rawValue gives the bytes of the record as they stand: spaces, number forms and escapes kept', async () => {
  const value = '{ "a" : 1.50,  "value":"x\\u00e9é", "b":[ 1e3 ] }'
  const text = `{"key":"{\\"value\\":0}","headers":{"value":"no"},"topic":"t","partition":0,"offset":0,"arrival":"${at(0)}","value":  ${value} }`
  expect((await read(`${text}\n`))[0]?.raw.toString()).toBe(value)
})

test('a line that nests 100,000 levels deep is an event, or unreadable where it breaks off, with its position', async () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  const whole = line(1).replace('{"n":1}', deep)
  const broken = line(2).replace('{"n":2}', '{"a":'.repeat(10_000))
  const events = await read(`${line(0)}\n${whole}\n${broken}\n`)
  expect(events.map(show)).toEqual([0, 1, expect.stringContaining('line 3 of the file: not JSON')])
  expect(events[1]?.raw.toString()).toBe(deep)
  expect(events[2]).toMatchObject({ offset: 2 })
})

test('a line longer than the limit is unreadable, only its start is kept, and the next line is read', async () => {
  const giant = line(1, { value: { pad: 'x'.repeat(700_000) } })
  const events = await read(`${line(0)}\n${giant}\n${line(2)}\n`, 300_000)
  expect(events.map(show)).toEqual([
    0,
    expect.stringContaining(`line 2 of the file: the line has ${giant.length} bytes, more than the 300000`),
    2,
  ])
  expect(events[1]?.raw.toString()).toBe(giant.slice(0, 1024))
})

test('a long line below the limit crosses chunks whole', async () => {
  const long = line(1, { value: { pad: 'é'.repeat(600_000) } })
  expect((await read(`${line(0)}\n${long}\n${line(2)}`)).map(({ text }) => text)).toEqual([line(0), long, line(2)])
})

// biome-ignore format: one row a case
const disorder: [what: string, second: string, third: string, says: string][] = [
  ['arrival goes back',                line(5),                    line(6, { arrival: at(4) }),                'out of order: it arrived at 2017-03-08T12:00:04.000Z in partition 0, after a line of 2017-03-08T12:00:05.000Z, partition 0'],
  ['partition goes back in a moment',  line(5, { partition: 1 }),  line(6, { arrival: at(5) }),                'out of order: it arrived at 2017-03-08T12:00:05.000Z in partition 0, after a line of 2017-03-08T12:00:05.000Z, partition 1'],
  ['an offset goes back',              line(5),                    line(4, { arrival: at(6) }),                'out of order: offset 4 of partition 0 after offset 5'],
  ['an offset comes twice',            line(5),                    line(5),                                    'out of order: offset 5 of partition 0 after offset 5'],
  ['an event is of another topic',     line(5),                    line(6, { topic: 'u' }),                    'an event of the topic "u" in the file of t'],
]

test.for(disorder)('when %s the run stops and names file and line', async ([, second, third, says]) => {
  const source = await open(`${line(0)}\n${second}\n${third}\n`)
  const error = await readAll(source).catch((error: unknown) => error)
  expect(error).toBeInstanceOf(DqError)
  expect(error).toMatchObject({
    // The place is not in the message too: who prints it puts it in front.
    message: says,
    at: { file: expect.stringMatching(/\.jsonl$/), line: 3 },
    hint: expect.any(String),
  })
})

test.for(['pay.csv', 'pay.parquet', 'pay.CSV.gz', 'book.xlsx', 'events.jsonl.zst'])(
  '%s is refused by its ending, before every line of it becomes a dead letter',
  async (path) => {
    const ending = path.slice(path.indexOf('.', path.startsWith('events') ? 8 : 0))
    await expect(openFileSource([{ topic: 't', path }])).rejects.toMatchObject({
      message: `${path} is no file of events: ${ending} is not read`,
      hint: expect.stringContaining(
        'JSON Lines (.jsonl, .ndjson, .json, plain or .gz) or Avro container files (.avro)',
      ),
    })
  },
)

test('gzip that breaks off is named, after what could be read', async () => {
  const packed = gzipSync(Array.from({ length: 50_000 }, (_, n) => line(n, { arrival: at(0) })).join('\n'))
  const source = await open(packed.subarray(0, packed.length >> 1))
  let seen = 0
  const error = await (async () => {
    for await (const batch of source.read()) seen += batch.length
  })().catch((error: unknown) => error)
  expect(seen).toBeGreaterThan(1000)
  expect(error).toMatchObject({
    name: 'DqError',
    message: expect.stringContaining('is not whole: unexpected end of file'),
  })
})

test('a missing file is named with the file that was probably meant', async () => {
  writeFileSync(join(folder, 'order.created.jsonl'), '')
  const open = (path: string) => openFileSource([{ topic: 't', path }])
  await expect(open(join(folder, 'order.craeted.jsonl'))).rejects.toMatchObject({
    message: expect.stringContaining('there is no file '),
    hint: 'did you mean "order.created.jsonl"?',
  })
  await expect(open(join(folder, 'nowhere', 'x.jsonl'))).rejects.toThrow(
    `there is no folder ${join(folder, 'nowhere')}`,
  )
  await expect(open(folder)).rejects.toThrow(`${basename(folder)} is a folder`)
})
