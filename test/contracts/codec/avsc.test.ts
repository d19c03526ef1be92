import avsc, { type Schema } from 'avsc'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AvroSchema } from '../../../src/contracts/avro/schema.ts'
import { compileJsonDecoder } from '../../../src/contracts/codec/json-decoder.ts'
import { compileJsonEncoder } from '../../../src/contracts/codec/json-encoder.ts'
import { array, contract, enumeration, field, map, nullable, primitive, record, STRING } from './schemas.ts'

// Another implementation of Avro, for the types whose JSON form is the same in both (no logical types, longs or bytes, which differ by convention).
const kinds = fc.oneof(
  fc.constantFrom<[AvroSchema, Schema, fc.Arbitrary<unknown>]>(
    [primitive('boolean'), 'boolean', fc.boolean()],
    [primitive('int'), 'int', fc.integer()],
    [primitive('float'), 'float', fc.float({ noDefaultInfinity: true, noNaN: true })],
    [primitive('double'), 'double', fc.double({ noDefaultInfinity: true, noNaN: true })],
    [STRING, 'string', fc.string({ unit: 'binary' })],
    [enumeration('E', 'A', 'B'), { type: 'enum', name: 'E', symbols: ['A', 'B'] }, fc.constantFrom('A', 'B')],
    [array(STRING), { type: 'array', items: 'string' }, fc.array(fc.string({ unit: 'binary' }))],
    [array(primitive('int')), { type: 'array', items: 'int' }, fc.array(fc.integer())],
    [nullable(primitive('int')), ['null', 'int'], fc.option(fc.integer())],
  ),
)

test('values that avsc takes are read and written with the JSON form that avsc gives them', () => {
  let compared = 0
  fc.assert(
    fc.property(
      fc
        .array(kinds, { minLength: 1, maxLength: 6 })
        .chain((fields) => fc.tuple(fc.constant(fields), fc.tuple(...fields.map(([, , values]) => values)))),
      ([fields, values]) => {
        const own = fields.filter(([schema], i) => fields.findIndex(([other]) => other === schema) === i)
        const names = own.map((_, i) => `f${i}`)
        const theirs = avsc.Type.forSchema(
          { type: 'record', name: 'R', fields: own.map(([, type], i) => ({ name: `f${i}`, type })) },
          { wrapUnions: false },
        )
        const ours = contract(record('R', ...own.map(([schema], i) => field(`f${i}`, schema))))
        const value = Object.fromEntries(names.map((name, i) => [name, values[fields.indexOf(own[i]!)]]))
        // Through avsc's binary form and back, so that what we compare with is what avsc understood.
        const understood = theirs.fromBuffer(theirs.toBuffer(value))
        const text = compileJsonEncoder(ours)(value)
        expect(JSON.parse(text)).toEqual(understood)
        expect(theirs.isValid(compileJsonDecoder(ours)(JSON.parse(text)))).toBe(true)
        compared++
      },
    ),
    { seed: 20261122, numRuns: 500 },
  )
  expect(compared).toBe(500)
})

// biome-ignore format: one row a case
const verdicts: [what: string, ours: AvroSchema, theirs: Schema, value: unknown][] = [
  ['an int of 33 bits',  primitive('int'),       'int',                                2 ** 31],
  ['a fraction',         primitive('int'),       'int',                                1.5],
  ['text for an int',    primitive('int'),       'int',                                '1'],
  ['null for a string',  STRING,                 'string',                             null],
  ['a number for text',  STRING,                 'string',                             1],
  ['an unknown symbol',  enumeration('E', 'A'),  { type: 'enum', name: 'E', symbols: ['A'] }, 'B'],
  ['a wrong item',       array(STRING),          { type: 'array', items: 'string' },   ['a', 1]],
  ['an array for a map', map(STRING),            { type: 'map', values: 'string' },    ['a']],
  ['text for a boolean', primitive('boolean'),   'boolean',                            'true'],
]

test.for(verdicts)('%s is refused by avsc and by us', ([, ours, theirs, value]) => {
  expect(avsc.Type.forSchema(theirs).isValid(value)).toBe(false)
  expect(() => compileJsonDecoder(contract(record('R', field('x', ours))))({ x: value })).toThrow()
})
