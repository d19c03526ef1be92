import { describe, expect, test } from 'vitest'
import type { AvroSchema } from '../../../src/contracts/avro/schema.ts'
import { contractTypes, valueType } from '../../../src/contracts/codec/value-type.ts'
import type { FieldConstraints } from '../../../src/contracts/model.ts'
import { DqError } from '../../../src/kernel/errors.ts'
import type { Type } from '../../../src/kernel/value-type.ts'
import {
  array,
  contract,
  DATE,
  decimal,
  enumeration,
  field,
  fixed,
  LONG,
  map,
  NULL,
  nullable,
  primitive,
  record,
  STRING,
  TIME,
  TIME_MILLIS,
  TIMESTAMP,
  TIMESTAMP_MILLIS,
  UUID,
  union,
} from './schemas.ts'

const MAX = '9007199254740991'
const some = { nullable: false } as const
const string: Type = { ...some, kind: 'string' }

// biome-ignore format: one row a case
const types: [what: string, schema: AvroSchema, constraints: FieldConstraints, type: Type][] = [
  ['boolean',                          primitive('boolean'),                        {},                                        { ...some, kind: 'boolean' }],
  ['int',                              primitive('int'),                            {},                                        { ...some, kind: 'int' }],
  ['long',                             LONG,                                        {},                                        { ...some, kind: 'long' }],
  ['long bounded on both sides',       LONG,                                        { minimum: '0', maximum: MAX },            { ...some, kind: 'int53' }],
  ['long bounded by exclusive bounds', LONG,                                        { exclusiveMinimum: '-9007199254740992', exclusiveMaximum: '9007199254740992' }, { ...some, kind: 'int53' }],
  ['long bounded one too high',        LONG,                                        { minimum: '0', maximum: '9007199254740992' }, { ...some, kind: 'long' }],
  ['long bounded on one side',         LONG,                                        { minimum: '0' },                          { ...some, kind: 'long' }],
  ['nullable bounded long',            nullable(LONG),                              { minimum: '-5', maximum: '5.5e3' },       { nullable: true, kind: 'int53' }],
  ['null last',                        union(STRING, NULL),                         {},                                        { nullable: true, kind: 'string' }],
  ['a union of one',                   union(STRING),                               {},                                        string],
  ['float',                            primitive('float'),                          {},                                        { ...some, kind: 'float' }],
  ['double',                           primitive('double'),                         {},                                        { ...some, kind: 'double' }],
  ['bytes',                            primitive('bytes'),                          {},                                        { ...some, kind: 'bytes' }],
  ['fixed',                            fixed('F', 4),                               {},                                        { ...some, kind: 'bytes' }],
  ['decimal in bytes',                 decimal(12, 2),                              {},                                        { ...some, kind: 'decimal', precision: 12, scale: 2 }],
  ['decimal in a fixed',               fixed('F', 16, { name: 'decimal', precision: 38, scale: 9 }), {},                       { ...some, kind: 'decimal', precision: 38, scale: 9 }],
  ['big-decimal',                      primitive('bytes', { name: 'big-decimal' }), {},                                        { ...some, kind: 'bytes' }],
  ['enum',                             enumeration('E', 'A'),                       {},                                        string],
  ['uuid',                             UUID,                                        {},                                        string],
  ['uuid in a fixed',                  fixed('U', 16, { name: 'uuid' }),            {},                                        string],
  ['date',                             DATE,                                        {},                                        { ...some, kind: 'date' }],
  ['time-millis',                      TIME_MILLIS,                                 {},                                        { ...some, kind: 'time' }],
  ['time-micros',                      TIME,                                        {},                                        { ...some, kind: 'time' }],
  ['timestamp-millis',                 TIMESTAMP_MILLIS,                            {},                                        { ...some, kind: 'timestamp' }],
  ['timestamp-micros',                 TIMESTAMP,                                   { minimum: '2017-01-01T00:00:00Z' },       { ...some, kind: 'timestamp' }],
  ['timestamp-nanos',                  primitive('long', { name: 'timestamp-nanos' }), {},                                     { ...some, kind: 'long' }],
  ['local timestamp',                  primitive('long', { name: 'local-timestamp-micros' }), {},                              { ...some, kind: 'long' }],
  ['array of nullable',                array(nullable(STRING)),                     {},                                        { ...some, kind: 'array', items: { nullable: true, kind: 'string' } }],
  ['map',                              map(LONG),                                   {},                                        { ...some, kind: 'map', values: { ...some, kind: 'long' } }],
  ['record',                           record('R', field('a', STRING)),             {},                                        { ...some, kind: 'record', fields: [{ name: 'a', type: string }] }],
  ['union of two and null',            union(LONG, NULL, record('ns.R')),           {},                                        { nullable: true, kind: 'union', branches: [{ name: 'long', type: { ...some, kind: 'long' } }, { name: 'ns.R', type: { ...some, kind: 'record', fields: [] } }] }],
]

test.for(types)('%s', ([, schema, constraints, type]) => {
  expect(valueType(schema, constraints)).toEqual(type)
})

// biome-ignore format: one row a case
const refused: [what: string, schema: AvroSchema, constraints: FieldConstraints, message: string][] = [
  ['null alone',                NULL,                   {},                                'the type "null" alone has no values to carry'],
  ['a union of null',           union(NULL),            {},                                'the type "null" alone has no values to carry'],
  ['a pattern on a number',     LONG,                   { pattern: '^1' },                 'pattern means nothing for the type long'],
  ['a minimum on text',         STRING,                 { minimum: '1' },                  'minimum means nothing for the type string'],
  ['a length on an array',      array(STRING),          { maxLength: 2 },                  'maxLength means nothing for the type array'],
  ['a bound of a union',        union(LONG, STRING),    { minimum: '1' },                  'a union of several types takes no constraints'],
  ['a bound that is no number', decimal(5, 2),          { minimum: 'ten' },                'minimum "ten" is not a value of the field\'s type'],
  ['a bound that is no time',   TIMESTAMP,              { maximum: '2017-02-29T00:00:00Z' }, 'maximum "2017-02-29T00:00:00Z" is not a value of the field\'s type'],
  ['a pattern that is broken',  STRING,                 { pattern: '(' },                  'pattern "(" is not an ECMAScript regular expression'],
]

test.for(refused)('%s is refused', ([, schema, constraints, message]) => {
  expect(() => valueType(schema, constraints)).toThrow(DqError)
  expect(() => valueType(schema, constraints)).toThrow(message)
})

describe('contractTypes', () => {
  test('gives the fields in the order of the schema, each with its own constraints', () => {
    const own = contract(record('R', field('b', LONG), field('a', LONG)), { b: { minimum: '0', maximum: '9' } })
    expect([...contractTypes(own)]).toEqual([
      ['b', { ...some, kind: 'int53' }],
      ['a', { ...some, kind: 'long' }],
    ])
  })

  test('names the field whose type is wrong', () => {
    expect(() => contractTypes(contract(record('R', field('total', NULL))))).toThrow(
      'field "total": the type "null" alone',
    )
  })

  test('a recursive record has a cyclic type', () => {
    const node = record('Node', field('value', LONG))
    Object.assign(node, { fields: [...node.fields, field('next', nullable(node))] })
    const type = valueType(node)
    const next = type.kind === 'record' ? type.fields[1]?.type : undefined
    expect(next).toMatchObject({ kind: 'record', nullable: true })
    expect(next?.kind === 'record' && type.kind === 'record' && next.fields === type.fields).toBe(true)
  })
})
