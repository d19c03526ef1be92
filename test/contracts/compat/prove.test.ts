import { expect, test } from 'vitest'
import { avscCodec } from '../../../src/adapters/avro-codec/avsc.ts'
import type { AvroCodec } from '../../../src/contracts/compat/prove/codec.ts'
import { type Datum, datumJson } from '../../../src/contracts/compat/prove/datum.ts'
import { proveReadable } from '../../../src/contracts/compat/prove/prove.ts'
import { randomData } from '../../../src/contracts/compat/prove/random-datum.ts'
import { type AvroSchema, parseAvroSchema } from '../../../src/contracts/index.ts'
import type { Json } from '../../../src/kernel/json.ts'
import { judgedPairs } from './corpus.ts'
import { field, record } from './pairs/pair.ts'

const status = (...symbols: readonly string[]): Json => ({ type: 'enum', name: 'Status', symbols })
const order = (type: Json, ...more: readonly Json[]): Json =>
  record('Order', [
    field('id', 'long'),
    field('lines', { type: 'array', items: record('Line', [field('tags', { type: 'map', values: ['null', type] })]) }),
    ...more,
  ])

const prove = (writer: Json, reader: Json, codec: AvroCodec = avscCodec) =>
  proveReadable(parseAvroSchema(writer), parseAvroSchema(reader), codec, { seed: 7 })

test('what is compatible is read, in a real decoder', () => {
  expect(prove(order('int'), order('double'))).toEqual({ kind: 'read', tried: 200 })
  expect(prove(record('a.R', [field('x', 'int')]), record('b.R', [field('x', 'long')])).kind).toBe('read')
})

test('the first datum that is not read is shown, with the path to the value at fault', () => {
  const proof = prove(order(status('PAID', 'LOST')), order(status('PAID')))
  if (proof.kind !== 'unreadable') throw new Error(proof.kind)
  expect(datumJson(proof.fault)).toBe('LOST')
  expect(proof.path).toMatch(/^\/lines\/\d\/tags\/key \d$/)
  expect(proof.message).toBe('cannot read "Status" as "Status"')
  // The pointer leads through the datum as the report shows it.
  const found = proof.path
    .split('/')
    .slice(1)
    .reduce<Json | undefined>(
      (json, step) => (json as { readonly [key: string]: Json } | undefined)?.[step],
      datumJson(proof.datum),
    )
  expect(found).toBe('LOST')
})

test('a field that the writer lacks is the fault of the record', () => {
  const proof = prove(order('int'), order('int', field('total', 'int')))
  expect(proof).toMatchObject({ kind: 'unreadable', tried: 1, path: '', message: expect.stringContaining('total') })
})

test('the same seed gives the same data', () => {
  const schema = parseAvroSchema(order(status('A', 'B', 'C')))
  const draw = (seed: number) => {
    const next = randomData(schema, seed)
    return Array.from({ length: 50 }, () => next && datumJson(next()))
  }
  expect(draw(1)).toEqual(draw(1))
  expect(draw(1)).not.toEqual(draw(2))
})

test('every symbol and every branch comes up within 100 data', () => {
  const symbols = Array.from({ length: 20 }, (_, i) => `S${i}`)
  const next = randomData(parseAvroSchema(['null', 'int', 'boolean', status(...symbols)]), 1)
  const seen = new Set(Array.from({ length: 300 }, () => String(next && datumJson(next()))))
  for (const value of ['null', 'true', 'false', ...symbols]) expect(seen).toContain(value)
})

// biome-ignore format: one row a case
const endless: readonly (readonly [string, Json])[] = [
  ['a record that holds itself', record('Node', [field('next', 'Node')])],
  ['two that hold each other',   record('A', [field('b', record('B', [field('a', 'A')]))])],
  ['a union of nothing',         []],
  ['an enum without symbols',    status()],
]

test.for(endless)('of %s there is nothing to write, and that is said', ([, schema]) => {
  expect(prove(schema, schema)).toEqual({ kind: 'limit', tried: 0, message: 'no value of the schema ever ends' })
})

test('recursive data end', () => {
  const tree = record('Tree', [
    field('left', ['null', 'Tree']),
    field('right', ['Tree', 'null']),
    field('all', { type: 'array', items: 'Tree' }),
    field('by', { type: 'map', values: { type: 'array', items: 'Tree' } }),
  ])
  expect(prove(tree, tree)).toEqual({ kind: 'read', tried: 200 })
})

test('a decoder that keeps to its data, not to the schemas, is believed', () => {
  const refusesNulls = (datum: Datum): boolean =>
    datum.kind === 'scalar'
      ? datum.value === null
      : datum.kind === 'union'
        ? refusesNulls(datum.value)
        : datum.kind === 'record' && datum.fields.some(({ value }) => refusesNulls(value))
  const codec: AvroCodec = {
    name: 'one that reads no null',
    between: (_writer: AvroSchema, _reader: AvroSchema) => (datum) =>
      refusesNulls(datum) ? { kind: 'unreadable', message: 'a null' } : { kind: 'read', value: undefined },
  }
  const nullable = record('R', [field('a', 'int'), field('b', record('S', [field('c', ['null', 'int'])]))])
  expect(prove(nullable, nullable, codec)).toMatchObject({ kind: 'unreadable', path: '/b/c', message: 'a null' })
})

test('what the decoder cannot take is no proof of anything', () => {
  const named = record('R', [field('größe', 'int')])
  expect(prove(named, named)).toMatchObject({ kind: 'limit', message: expect.stringContaining('größe') })
})

test('avsc reads random data of every pair that Avro Java calls compatible, or cannot take the schemas', () => {
  const counts: Record<string, number> = {}
  const wrong: string[] = []
  for (const [i, { id, reader, writer, verdict }] of judgedPairs
    .filter(({ verdict }) => verdict !== undefined)
    .entries()) {
    if (i % 3 !== 0) continue
    const proof = proveReadable(parseAvroSchema(writer), parseAvroSchema(reader), avscCodec, { seed: i, data: 20 })
    const kinds = new Set(verdict?.map(([kind]) => kind))
    const key = `${kinds.size === 0 ? 'compatible' : 'incompatible'}, ${proof.kind}`
    counts[key] = (counts[key] ?? 0) + 1
    if (kinds.size === 0 && proof.kind === 'unreadable') wrong.push(`${id}: ${proof.message}`)
    // avsc, told to ignore namespaces, ignores those of aliases too.
    if (kinds.size > 0 && proof.kind === 'read' && !kinds.has('NAME_MISMATCH') && !kinds.has('MISSING_UNION_BRANCH'))
      wrong.push(`${id}: read`)
  }
  console.log(`proofs with avsc: ${JSON.stringify(counts)}`)
  expect(wrong).toEqual([])
  expect(counts['compatible, read']).toBeGreaterThan(1000)
  expect(counts['incompatible, unreadable']).toBeGreaterThan(3000)
})
