import { expect, test } from 'vitest'
import { compareAvro, compareAvroSchemas, parseAvroSchema, parseAvroText } from '../../../src/contracts/index.ts'
import type { Json } from '../../../src/kernel/json.ts'
import { field, record } from './pairs/pair.ts'

const at = (reader: Json, writer: Json) =>
  compareAvro(reader, writer).incompatibilities.map(({ kind, location, message }) => `${kind} ${location} ${message}`)

test('all that is wrong is listed, each with its place', () => {
  const writer = record('Order', [
    field('id', 'string'),
    field('status', { type: 'enum', name: 'Status', symbols: ['PAID', 'LOST', 'BACK'] }),
    field('hash', { type: 'fixed', name: 'Hash', size: 16 }),
    field('lines', { type: 'array', items: record('Line', [field('sku', 'string')]) }),
    field('note', ['null', 'string']),
  ])
  const reader = record('Purchase', [
    field('id', 'long'),
    field('status', { type: 'enum', name: 'Status', symbols: ['PAID'] }),
    field('hash', { type: 'fixed', name: 'Hash', size: 20 }),
    field('lines', { type: 'array', items: record('Line', [field('sku', 'string'), field('price', 'int')]) }),
    field('note', 'string'),
    field('buyer', 'string'),
  ])
  expect(at(reader, writer)).toEqual([
    'NAME_MISMATCH /name expected: Order',
    'TYPE_MISMATCH /fields/0/type reader type: LONG not compatible with writer type: STRING',
    'MISSING_ENUM_SYMBOLS /fields/1/type/symbols [BACK, LOST]',
    'FIXED_SIZE_MISMATCH /fields/2/type/size expected: 16, found: 20',
    'READER_FIELD_MISSING_DEFAULT_VALUE /fields/3/type/items/fields/1 price',
    'TYPE_MISMATCH /fields/4/type/0 reader type: STRING not compatible with writer type: NULL',
    'READER_FIELD_MISSING_DEFAULT_VALUE /fields/5 buyer',
  ])
})

test('two fields of the writer for one of the reader: incompatible, where Avro Java throws', () => {
  const reader = record('R', [field('a', 'int', { aliases: ['b'] }), field('new', 'int')])
  const writer = record('R', [field('a', 'int'), field('b', 'int')])
  expect(at(reader, writer)).toEqual([
    'READER_FIELD_MISSING_DEFAULT_VALUE /fields/1 new',
    'AMBIGUOUS_FIELD /fields/0 reader field a matches writer fields a and b',
  ])
  // In a union the place leads on through the branch, and another branch that would do does not hide it.
  const inUnion = record('Outer', [field('u', ['null', reader, record('R2', [])])])
  const written = record('Outer', [field('u', ['null', writer])])
  expect(at(inUnion, written)).toContain(
    'AMBIGUOUS_FIELD /fields/0/type/1/fields/0 reader field a matches writer fields a and b',
  )
})

test('an alias that repeats its own field is ambiguous too', () => {
  const reader = record('R', [field('a', 'int', { aliases: ['a'] })])
  expect(at(reader, record('R', [field('a', 'int')]))).toEqual([
    'AMBIGUOUS_FIELD /fields/0 reader field a matches writer field a twice: an alias repeats the name',
  ])
  expect(at(record('R', [field('a', 'int', { aliases: ['a'], default: 0 })]), record('R', []))).toEqual([])
})

test('a schema that is none by itself is an error that says whose it is and where', () => {
  const broken = record('R', [field('a', 'strin')])
  const error = { name: 'AvroSchemaError', pointer: '/fields/0/type', hint: 'Did you mean "string"?' }
  expect(() => compareAvro('int', broken)).toThrow(expect.objectContaining(error))
  expect(() => compareAvro('int', broken)).toThrow(`In the writer's schema: There is no type called "strin"`)
  expect(() => compareAvro(broken, 'int')).toThrow(`In the reader's schema: There is no type called "strin"`)
})

test('the types and the field at fault are given, so that a report finds their lines', () => {
  const reader = parseAvroText(
    '{"type": "record", "name": "R", "fields": [\n  {"name": "a", "type": "int"},\n  {"name": "b", "type": "int"}\n]}',
    'r.avsc',
  )
  const writer = parseAvroText('{"type": "record", "name": "R", "fields": [{"name": "a", "type": "string"}]}', 'w.avsc')
  const [type, missing] = compareAvroSchemas(reader.schema, writer.schema).incompatibilities
  expect(type && reader.placeOf(type.reader)).toMatchObject({ line: 1 })
  expect(type && writer.placeOf(type.writer).path).toBe('')
  expect(missing?.field && reader.placeOf(missing.field)).toMatchObject({ line: 3, column: 3, path: '/fields/1' })
})

test('a chain of 20,000 types needs no deeper stack', () => {
  const chain = (last: string): Json =>
    Array.from({ length: 20_000 }, (_, i) => record(`R${i}`, [field('f', i === 19_999 ? last : `R${i + 1}`)]))
  const first = (json: Json) => {
    const schema = parseAvroSchema(json)
    if (schema.kind !== 'union' || schema.branches[0] === undefined) throw new Error('no union')
    return schema.branches[0]
  }
  const [reader, writer] = [first(chain('int')), first(chain('string'))]
  expect(compareAvroSchemas(reader, reader).compatible).toBe(true)
  const { incompatibilities } = compareAvroSchemas(reader, writer)
  expect(incompatibilities).toHaveLength(1)
  expect(incompatibilities[0]?.location).toBe('/fields/0/type'.repeat(20_000))
})

test('types that use one another twice do not double the work, nor a list without end', () => {
  // 2^60 paths lead to the one field that is wrong.
  const doubling = (last: Json): Json =>
    record(
      'Root',
      Array.from({ length: 60 }, (_, i) => i)
        .reduce<readonly Json[]>(
          (fields, i) => [
            record(
              `R${i}`,
              fields.length === 0 ? [field('v', last)] : [field('a', fields[0]!), field('b', `R${i - 1}`)],
            ),
          ],
          [],
        )
        .map((inner) => field('top', inner)),
    )
  const { compatible, incompatibilities } = compareAvro(doubling('int'), doubling('string'))
  expect(compatible).toBe(false)
  expect(incompatibilities).toEqual([
    {
      kind: 'TYPE_MISMATCH',
      location: `/fields/0/type${'/fields/0/type'.repeat(59)}/fields/0/type`,
      message: 'reader type: INT not compatible with writer type: STRING',
    },
  ])
  expect(compareAvro(doubling('int'), doubling('int')).compatible).toBe(true)
})

test('up to 10,000 repetitions are listed as Avro Java lists them', () => {
  const twice = (levels: number, last: Json): Json =>
    levels === 0
      ? record('R0', [field('v', last)])
      : record(`R${levels}`, [field('a', twice(levels - 1, last)), field('b', `R${levels - 1}`)])
  expect(compareAvro(twice(13, 'int'), twice(13, 'string')).incompatibilities).toHaveLength(2 ** 13)
  expect(compareAvro(twice(14, 'int'), twice(14, 'string')).incompatibilities).toHaveLength(1)
})
