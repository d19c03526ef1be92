import { expect, test } from 'vitest'
import { contractShape } from '../../../src/contracts/codec/shape-of.ts'
import { driftOf } from '../../../src/contracts/wire/allowed.ts'
import { debeziumConverter, openMessage } from '../../../src/contracts/wire/debezium.ts'
import { frameOf, schemaIdIn } from '../../../src/contracts/wire/frame.ts'
import { longMembers, readJson } from '../../../src/contracts/wire/json-value.ts'
import * as avro from '../codec/schemas.ts'

const recordOf = (...fields: ReturnType<typeof avro.field>[]) => ({ ...avro.record('R', ...fields) })
const contract = (...fields: ReturnType<typeof avro.field>[]) => ({
  name: 'r',
  schema: recordOf(...fields),
  fields: [],
})

// Confluent's documentation, "Wire format": magic byte 0, then the id in 4 bytes, big endian.
// biome-ignore format: one row a case
const frames: [id: number, bytes: number[]][] = [
  [1,             [0, 0, 0, 0, 1]],
  [256,           [0, 0, 0, 1, 0]],
  [2_147_483_647, [0, 127, 255, 255, 255]],
  [4_294_967_295, [0, 255, 255, 255, 255]],
]

test.for(frames)('schema %s stands before a record as %j', ([id, bytes]) => {
  expect([...frameOf(id)]).toEqual(bytes)
  expect(schemaIdIn(Uint8Array.from([...bytes, 9, 9]))).toBe(id)
})

test('what has no frame is told as what it is', () => {
  expect(schemaIdIn(new Uint8Array(4))).toMatch('4 bytes are no Avro record')
  expect(schemaIdIn(new TextEncoder().encode('{"a":1}'))).toMatch('begins with byte 123, not with 0')
  expect(schemaIdIn(new Uint8Array())).toMatch('0 bytes')
})

test('integers beyond 2^53 keep their digits where a long is meant, and nowhere else', () => {
  const fields = [avro.field('n', avro.LONG), avro.field('x', avro.primitive('double')), avro.field('s', avro.STRING)]
  const longs = longMembers(contractShape(contract(...fields)))
  const text = '{"n":9223372036854775807,"x":9223372036854775807,"s":"9223372036854775807"}'
  expect(readJson(text, longs)).toEqual({ n: '9223372036854775807', x: 2 ** 63, s: '9223372036854775807' })
  expect(readJson('{"n":-9007199254740992}', longs)).toEqual({ n: '-9007199254740992' })
  expect(readJson('{"n":9007199254740991}', longs)).toEqual({ n: 9007199254740991 })
  expect(readJson('{"n":9223372036854775807.5}', longs)).toEqual({ n: 2 ** 63 })
})

test('longs in arrays and maps keep their digits too', () => {
  const longs = longMembers(contractShape(contract(avro.field('list', avro.array(avro.LONG)))))
  expect(readJson('{"list":[1,9007199254740993]}', longs)).toEqual({ list: [1, '9007199254740993'] })
})

test("Debezium's messages are read with and without their schema part, and its numbers of time become text", () => {
  const row = avro.record(
    'Row',
    avro.field('at', avro.TIMESTAMP_MILLIS),
    avro.field('day', avro.DATE),
    avro.field('t', avro.TIME),
  )
  const shape = contractShape(contract(avro.field('after', avro.nullable(row)), avro.field('op', avro.STRING)))
  // 2017-03-08T12:00:00Z is 1488974400 s since 1970; day 17233; 3661000001 µs after midnight is 01:01:01.000001.
  const payload = { after: { at: 1_488_974_400_000, day: 17_233, t: 3_661_000_001 }, op: 'c' }
  const read = { after: { at: '2017-03-08T12:00:00.000000Z', day: '2017-03-08', t: '01:01:01.000001' }, op: 'c' }
  const convert = debeziumConverter(shape)
  const readMessage = (message: unknown) => convert(openMessage(message))
  expect(readMessage(payload)).toEqual(read)
  expect(readMessage({ schema: { type: 'struct', fields: [] }, payload })).toEqual(read)
  expect(readMessage({ after: null, op: 'd' })).toEqual({ after: null, op: 'd' })
  expect(readMessage({ after: { at: 'noon' } })).toEqual({ after: { at: 'noon' } })
})

const id = avro.field('id', avro.STRING)
const amount = (precision: number, scale: number) => avro.field('amount', avro.decimal(precision, scale))

// biome-ignore format: one row a case
const writers: [what: string, writer: ReturnType<typeof recordOf>, drift: string | undefined][] = [
  ['the same schema',            recordOf(id, amount(10, 2)),                                  undefined],
  ['one field more',             recordOf(id, amount(10, 2), avro.field('x', avro.LONG)),      undefined],
  ['a field that is missing',    recordOf(id),                                                 'does not read'],
  ['another type',               recordOf(avro.field('id', avro.LONG), amount(10, 2)),         'does not read'],
  ['another record',             { ...recordOf(id, amount(10, 2)), name: 'Q', fullName: 'Q' }, 'does not read'],
  ['another scale of a decimal', recordOf(id, amount(10, 4)),                                  'cannot be read'],
]

test.for(writers)('records of %s', ([, writer, drift]) => {
  const found = driftOf(contract(id, amount(10, 2)), writer)
  if (drift === undefined) expect(found).toBeUndefined()
  else expect(found).toContain(drift)
})

test('a schema that is no record is drift', () => {
  expect(driftOf(contract(id), avro.STRING)).toBe('was written as string, and r is a record')
})
