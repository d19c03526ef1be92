import { describe, expect, test } from 'vitest'
import type { AvroSchema } from '../../../src/contracts/avro/schema.ts'
import { compileJsonDecoder } from '../../../src/contracts/codec/json-decoder.ts'
import { compileJsonEncoder } from '../../../src/contracts/codec/json-encoder.ts'
import { RecordProblem } from '../../../src/contracts/codec/record-problem.ts'
import type { FieldConstraints } from '../../../src/contracts/model.ts'
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
  oneField,
  primitive,
  record,
  STRING,
  TIME,
  TIMESTAMP,
  TIMESTAMP_MILLIS,
  UUID,
  union,
} from './schemas.ts'

const SAFE = { minimum: '0', maximum: '9007199254740991' }
const METHOD = enumeration('Method', 'credit_card', 'boleto')
const POINT = record('ns.Point', field('x', primitive('int')), field('y', primitive('int'), 7))

// biome-ignore format: one row a case
const written: [what: string, type: AvroSchema, constraints: FieldConstraints, value: unknown, json: string][] = [
  ['boolean',               primitive('boolean'),  {},    true,                           'true'],
  ['int',                   primitive('int'),      {},    -5,                             '-5'],
  ['minus zero as an int',  primitive('int'),      {},    -0,                             '0'],
  ['bounded long',          LONG,                  SAFE,  9007199254740991,               '9007199254740991'],
  ['long',                  LONG,                  {},    -9007199254740991n,             '-9007199254740991'],
  ['long beyond 2^53',      LONG,                  {},    9007199254740992n,              '"9007199254740992"'],
  ['double',                primitive('double'),   {},    0.1,                            '0.1'],
  ['large double',          primitive('double'),   {},    1e300,                          '1e+300'],
  ['minus zero',            primitive('double'),   {},    -0,                             '-0'],
  ['NaN',                   primitive('float'),    {},    Number.NaN,                     '"NaN"'],
  ['infinity',              primitive('double'),   {},    -Infinity,                      '"-Infinity"'],
  ['float',                 primitive('float'),    {},    Math.fround(0.1),               '0.10000000149011612'],
  ['decimal',               decimal(12, 2),        {},    1230,                           '"12.30"'],
  ['small decimal',         decimal(12, 2),        {},    -5,                             '"-0.05"'],
  ['decimal zero',          decimal(12, 2),        {},    0,                              '"0.00"'],
  ['decimal minus zero',    decimal(12, 2),        {},    -0,                             '"0.00"'],
  ['wide decimal',          decimal(20, 2),        {},    -1234567890123456789n,          '"-12345678901234567.89"'],
  ['string',                STRING,                {},    'a"b\\c\n\u0001 São 😀 \u2028', JSON.stringify('a"b\\c\n\u0001 São 😀 \u2028')],
  ['long string',           STRING,                {},    'x'.repeat(100),                `"${'x'.repeat(100)}"`],
  ['enum',                  METHOD,                {},    'boleto',                       '"boleto"'],
  ['uuid of 16 bytes',      fixed('U', 16, { name: 'uuid' }), {}, '123E4567-E89B-12D3-A456-426614174000', '"123e4567-e89b-12d3-a456-426614174000"'],
  ['bytes',                 primitive('bytes'),    {},    Uint8Array.of(0, 255),          '"AP8="'],
  ['Buffer',                primitive('bytes'),    {},    Buffer.from([0, 255]),          '"AP8="'],
  ['date',                  DATE,                  {},    -1,                             '"1969-12-31"'],
  ['time',                  TIME,                  {},    1,                              '"00:00:00.000001"'],
  ['timestamp',             TIMESTAMP,             {},    -1,                             '"1969-12-31T23:59:59.999999Z"'],
  ['timestamp-millis',      TIMESTAMP_MILLIS,      {},    1000,                           '"1970-01-01T00:00:00.001000Z"'],
  ['null',                  nullable(LONG),        SAFE,  null,                           'null'],
  ['array',                 array(nullable(LONG)), {},    [1n, null],                     '[1,null]'],
  ['empty array',           array(LONG),           {},    [],                             '[]'],
  ['map',                   map(LONG),             {},    new Map([['b"', 1n], ['a', 2n]]), '{"b\\"":1,"a":2}'],
  ['empty map',             map(LONG),             {},    new Map(),                      '{}'],
  ['record, default added', POINT,                 {},    { x: 1 },                       '{"x":1,"y":7}'],
  ['empty record',          record('E'),           {},    {},                             '{}'],
  ['bare union',            union(NULL, LONG, array(STRING)), {}, { branch: 'array', value: ['a'] }, '["a"]'],
  ['null of a union',       union(NULL, LONG, STRING), {}, null,                          'null'],
  ['ambiguous union',       union(NULL, LONG, STRING), {}, { branch: 'long', value: 9007199254740992n }, '{"long":"9007199254740992"}'],
]

test.for(written)('%s', ([, type, constraints, value, json]) => {
  expect(compileJsonEncoder(oneField(type, constraints))({ x: value })).toBe(`{"x":${json}}`)
})

// biome-ignore format: one row a case
const refused: [what: string, type: AvroSchema, constraints: FieldConstraints, value: unknown, reason: string, path: string, message: string][] = [
  ['null where it is required',    LONG,                SAFE,  null,                'schema',     '/x',   'expected a long, found null'],
  ['nothing',                      LONG,                SAFE,  undefined,           'schema',     '/x',   'the required field "x" is missing'],
  ['text for a boolean',           primitive('boolean'), {},   'true',              'schema',     '/x',   'expected a boolean, found the string "true"'],
  ['a number for a long',          LONG,                {},    1,                   'schema',     '/x',   'expected a long, found the number 1'],
  ['a bigint for a bounded long',  LONG,                SAFE,  1n,                  'schema',     '/x',   'expected a long, found the bigint 1'],
  ['a fraction',                   LONG,                SAFE,  0.5,                 'schema',     '/x',   'expected a long, found the number 0.5'],
  ['NaN for a bounded long',       LONG,                SAFE,  Number.NaN,          'schema',     '/x',   'expected a long, found the number NaN'],
  ['above the maximum',            LONG,                SAFE,  2 ** 53,             'constraint', '/x',   '9007199254740992 is above the maximum 9007199254740991'],
  ['a long of 65 bits',            LONG,                {},    2n ** 63n,           'schema',     '/x',   'expected a long, found the bigint 9223372036854775808'],
  ['an int of 33 bits',            primitive('int'),    {},    2 ** 31,             'schema',     '/x',   'expected an int (32 bits), found the number 2147483648'],
  ['a double for a float',         primitive('float'),  {},    0.1,                 'schema',     '/x',   'expected a float, found the number 0.1'],
  ['a double below',               primitive('double'), { minimum: '0' }, -1,       'constraint', '/x',   '-1 is below the minimum 0'],
  ['NaN where bounds hold',        primitive('double'), { minimum: '0' }, Number.NaN, 'constraint', '/x', 'NaN is not within the minimum 0'],
  ['a decimal of too many digits', decimal(5, 2),       {},    100000,              'schema',     '/x',   '1000.00 has more digits than a decimal(5,2)'],
  ['a decimal that is no integer', decimal(5, 2),       {},    12.3,                'schema',     '/x',   'expected the unscaled integer of a decimal(5,2), found the number 12.3'],
  ['a decimal of NaN',             decimal(5, 2),       {},    Number.NaN,          'schema',     '/x',   'expected the unscaled integer of a decimal(5,2), found the number NaN'],
  ['a wide decimal as a number',   decimal(20, 2),      {},    1,                   'schema',     '/x',   'expected the unscaled bigint of a decimal(20,2), found the number 1'],
  ['a decimal above the maximum',  decimal(5, 2),       { maximum: '1.00' }, 101,   'constraint', '/x',   '1.01 is above the maximum 1.00'],
  ['half a surrogate pair',        STRING,              {},    '\ud800',            'schema',     '/x',   '"\\ud800" holds half of a surrogate pair: it has no UTF-8 form'],
  ['text of another pattern',      STRING,              { pattern: '^[A-Z]{2}$' }, 'sp', 'constraint', '/x', '"sp" does not match the pattern ^[A-Z]{2}$'],
  ['an unknown symbol',            METHOD,              {},    'cash',              'schema',     '/x',   '"cash" is no symbol of the enum Method: credit_card, boleto'],
  ['a uuid that is none',          UUID,                {},    'x',                 'schema',     '/x',   '"x" is not a uuid: 8-4-4-4-12 hexadecimal digits'],
  ['base64 for bytes',             primitive('bytes'),  {},    'AP8=',              'schema',     '/x',   'expected bytes, found the string "AP8="'],
  ['a fixed of another size',      fixed('F', 3),       {},    Uint8Array.of(1),    'schema',     '/x',   'expected 3 bytes, found 1 bytes'],
  ['a date beyond 9999',           DATE,                {},    2_932_897,           'schema',     '/x',   'expected a date, found the number 2932897'],
  ['a time of 24 hours',           TIME,                {},    86_400_000_000,      'schema',     '/x',   'expected a time, found the number 86400000000'],
  ['a timestamp beyond 2^53',      TIMESTAMP,           {},    2 ** 53,             'schema',     '/x',   'expected a timestamp, found the number 9007199254740992'],
  ['a timestamp of half a µs',     TIMESTAMP,           {},    0.5,                 'schema',     '/x',   'expected a timestamp, found the number 0.5'],
  ['micros in a timestamp-millis', TIMESTAMP_MILLIS,    {},    1,                   'schema',     '/x',   'a timestamp-millis keeps no microseconds: round it to milliseconds'],
  ['text for an array',            array(STRING),       {},    'ab',                'schema',     '/x',   'expected an array, found the string "ab"'],
  ['a hole in an array',           array(STRING),       {},    ['a', undefined],    'schema',     '/x/1', 'expected a string, found undefined'],
  ['an object for a map',          map(LONG),           {},    { a: 1n },           'schema',     '/x',   'expected a Map, found an object'],
  ['a map key that is no text',    map(LONG),           {},    new Map([[1, 1n]]),  'schema',     '/x',   'expected a string as key, found the number 1'],
  ['a wrong entry of a map',       map(LONG),           {},    new Map([['a', 1]]), 'schema',     '/x/a', 'expected a long, found the number 1'],
  ['a wrong field inside',         POINT,               {},    { x: 1, y: null },   'schema',     '/x/y', 'expected an int (32 bits), found null'],
  ['a field that is unknown',      POINT,               {},    { x: 1, y: 2, z: 3 }, 'schema',    '/x/z', 'unknown field "z"'],
  ['a bare value for a union',     union(LONG, STRING), {},    1n,                  'schema',     '/x',   'expected {branch, value}, found the bigint 1'],
  ['an unknown branch',            union(LONG, STRING), {},    { branch: 'lnog', value: 1n }, 'schema', '/x', '"lnog" is no branch of the union (did you mean "long"?): long, string'],
  ['a wrong value of a branch',    union(LONG, STRING), {},    { branch: 'long', value: 'a' }, 'schema', '/x/long', 'expected a long, found the string "a"'],
]

test.for(refused)('%s throws instead of being written', ([, type, constraints, value, reason, path, message]) => {
  const encode = compileJsonEncoder(oneField(type, constraints))
  const error = (() => {
    try {
      return encode({ x: value })
    } catch (error) {
      return error
    }
  })()
  expect(error).toBeInstanceOf(RecordProblem)
  expect(error).toMatchObject({ reason, path, message })
})

describe('a whole record', () => {
  const order = contract(
    record('Order', field('id', STRING), field('note', nullable(STRING), null), field('amount', decimal(5, 2))),
  )
  const encode = compileJsonEncoder(order)

  test('has its fields in the order of the schema, whatever the order of the object', () => {
    expect(encode({ amount: 5, note: 'n', id: 'a' })).toBe('{"id":"a","note":"n","amount":"0.05"}')
  })

  test.for([null, undefined, [], 'x', new Map()])('%j is no record', (value) => {
    expect(() => encode(value)).toThrow('expected an object (the record Order)')
  })

  test('may leave out fields with a default only, and has no others', () => {
    expect(encode({ id: 'a', amount: 5 })).toBe('{"id":"a","note":null,"amount":"0.05"}')
    expect(() => encode({ id: 'a' })).toThrow('the required field "amount" is missing')
    expect(() => encode({ id: 'a', amount: 5, amuont: 5 })).toThrow('unknown field "amuont"')
    expect(() => encode({ id: 'a', note: null, amount: 5, more: 5 })).toThrow('unknown field "more"')
  })

  test('keeps hostile names as data', () => {
    const names = ['__proto__', 'constructor', '"', 'a\nb', '\u2028', '"];throw 1;//', '']
    const own = contract(record('H', ...names.map((name) => field(name, LONG))))
    const json = `{${names.map((name, i) => `${JSON.stringify(name)}:${i}`).join(',')}}`
    expect(compileJsonEncoder(own)(compileJsonDecoder(own)(JSON.parse(json)))).toBe(json)
    expect(() => compileJsonEncoder(own)({})).toThrow('the required field "__proto__" is missing')
  })

  test('recurses', () => {
    const node = record('Node', field('value', LONG))
    Object.assign(node, { fields: [...node.fields, field('next', nullable(node), null)] })
    const encodeTree = compileJsonEncoder(contract(record('Tree', field('root', node))))
    expect(encodeTree({ root: { value: 1n, next: { value: 2n } } })).toBe(
      '{"root":{"value":1,"next":{"value":2,"next":null}}}',
    )
    expect(() => encodeTree({ root: { value: 1n, next: { value: 2 } } })).toThrow(
      expect.objectContaining({ path: '/root/next/value' }),
    )
  })
})
