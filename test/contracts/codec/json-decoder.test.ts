import { describe, expect, test } from 'vitest'
import type { AvroSchema } from '../../../src/contracts/avro/schema.ts'
import { checkJson, compileJsonDecoder } from '../../../src/contracts/codec/json-decoder.ts'
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
  nullable,
  oneField,
  primitive,
  record,
  STRING,
  TIME_MILLIS,
  TIMESTAMP,
  TIMESTAMP_MILLIS,
  UUID,
  union,
} from './schemas.ts'

const SAFE = { minimum: '0', maximum: '9007199254740991' }
const METHOD = enumeration('Method', 'credit_card', 'boleto')
const POINT = record('ns.Point', field('x', primitive('int')), field('y', primitive('int'), 7))

// biome-ignore format: one row a case
const taken: [what: string, type: AvroSchema, constraints: FieldConstraints, json: string, value: unknown][] = [
  ['boolean',                       primitive('boolean'),  {},    'true',                            true],
  ['int',                           primitive('int'),      {},    '-2147483648',                     -2147483648],
  ['int with a zero fraction',      primitive('int'),      {},    '5.0',                             5],
  ['minus zero as an int',          primitive('int'),      {},    '-0',                              0],
  ['bounded long',                  LONG,                  SAFE,  '9007199254740991',                9007199254740991],
  ['bounded long as text',          LONG,                  SAFE,  '"9007199254740991"',              9007199254740991],
  ['long',                          LONG,                  {},    '-9007199254740991',               -9007199254740991n],
  ['long as text',                  LONG,                  {},    '"9223372036854775807"',           9223372036854775807n],
  ['small long as text',            LONG,                  {},    '"-12"',                           -12n],
  ['double',                        primitive('double'),   {},    '1e-3',                            0.001],
  ['minus zero as a double',        primitive('double'),   {},    '-0.0',                            -0],
  ['NaN',                           primitive('double'),   {},    '"NaN"',                           Number.NaN],
  ['infinity',                      primitive('float'),    {},    '"-Infinity"',                     -Infinity],
  // 0.1 in binary32 is 13421773 / 2^27
  ['float',                         primitive('float'),    {},    '0.1',                             13421773 / 2 ** 27],
  ['decimal',                       decimal(12, 2),        {},    '"12.3"',                          1230],
  ['decimal of 16 digits',          decimal(16, 2),        {},    '"-12345678901234.56"',            -1234567890123456n],
  ['string',                        STRING,                {},    '"São 😀\\u0000"',                 'São 😀\0'],
  ['string by code points',         STRING,                { minLength: 2, maxLength: 2 }, '"😀😀"',  '😀😀'],
  ['pattern with code points',      STRING,                { pattern: '^.$' }, '"😀"',               '😀'],
  ['enum',                          METHOD,                {},    '"boleto"',                        'boleto'],
  ['uuid',                          UUID,                  {},    '"123E4567-e89b-12d3-a456-426614174000"', '123E4567-e89b-12d3-a456-426614174000'],
  ['uuid of 16 bytes',              fixed('U', 16, { name: 'uuid' }), {}, '"123E4567-e89b-12d3-a456-426614174000"', '123e4567-e89b-12d3-a456-426614174000'],
  ['bytes',                         primitive('bytes'),    {},    '"AP8="',                          Uint8Array.of(0, 255)],
  ['fixed',                         fixed('F', 2),         {},    '"AP8="',                          Uint8Array.of(0, 255)],
  ['date',                          DATE,                  {},    '"1970-02-01"',                    31],
  ['time',                          TIME_MILLIS,           {},    '"00:00:01.5"',                    1_500_000],
  ['timestamp',                     TIMESTAMP,             {},    '"1970-01-01T00:00:01.000002Z"',   1_000_002],
  ['timestamp-millis as micros',    TIMESTAMP_MILLIS,      {},    '"1970-01-01T00:00:01.002000Z"',   1_002_000],
  ['null',                          nullable(decimal(5, 2)), {},  'null',                            null],
  ['nullable',                      nullable(LONG),        SAFE,  '3',                               3],
  ['array',                         array(nullable(LONG)), {},    '[1,null,"2"]',                    [1n, null, 2n]],
  ['map with any key',              map(LONG),             {},    '{"__proto__":1,"toString":2,"":3}', new Map([['__proto__', 1n], ['toString', 2n], ['', 3n]])],
  ['record with a default',         POINT,                 {},    '{"x":1}',                         { x: 1, y: 7 }],
  ['union told by JSON type',       union(LONG, primitive('boolean'), array(STRING)), {}, '["a"]',   { branch: 'array', value: ['a'] }],
  ['union: long as text',           union(LONG, primitive('boolean'), array(STRING)), {}, '"9"',     { branch: 'long', value: 9n }],
  ['union: null in it',             union(primitive('null'), LONG, POINT), {}, 'null',               null],
  ['ambiguous union',               union(STRING, UUID, POINT), {}, '{"ns.Point":{"x":1,"y":2}}',    { branch: 'ns.Point', value: { x: 1, y: 2 } }],
]

test.for(taken)('%s is taken', ([, type, constraints, json, value]) => {
  expect(compileJsonDecoder(oneField(type, constraints))(JSON.parse(`{"x":${json}}`))).toStrictEqual({ x: value })
  expect(checkJson(oneField(type, constraints))(JSON.parse(`{"x":${json}}`))).toEqual([])
})

// biome-ignore format: one row a case
const refused: [what: string, type: AvroSchema, constraints: FieldConstraints, json: string, reason: string, path: string, message: string][] = [
  ['null where it is required',     STRING,                {},    'null',              'schema', '/x', 'expected a string, found null'],
  ['text for a boolean',            primitive('boolean'),  {},    '"true"',            'schema', '/x', 'expected a boolean, found the string "true"'],
  ['an int of 33 bits',             primitive('int'),      {},    '2147483648',        'schema', '/x', 'expected an int (32 bits), found the number 2147483648'],
  ['an int as text',                primitive('int'),      {},    '"1"',               'schema', '/x', 'expected an int (32 bits), found the string "1"'],
  ['a fraction',                    LONG,                  SAFE,  '1.5',               'schema', '/x', 'expected a long, found the number 1.5'],
  ['a long that JSON rounded',      LONG,                  {},    '9007199254740993',  'schema', '/x', 'the JSON number 9007199254740992 is beyond ±(2^53 − 1), where parsers lose digits: write it as a string'],
  ['a bounded long that JSON rounded', LONG,               SAFE,  '1e300',             'schema', '/x', 'the JSON number 1e+300 is beyond ±(2^53 − 1), where parsers lose digits: write it as a string'],
  ['a bounded long beyond',         LONG,                  SAFE,  '"9007199254740992"','constraint', '/x', '9007199254740992 is above the maximum 9007199254740991'],
  ['a long of 65 bits',             LONG,                  {},    '"9223372036854775808"', 'schema', '/x', 'expected a long, found the bigint 9223372036854775808'],
  ['a long with a leading zero',    LONG,                  {},    '"007"',             'schema', '/x', 'expected a long, found the string "007"'],
  ['a bounded long with a plus',    LONG,                  SAFE,  '"+7"',              'schema', '/x', 'expected a long, found the string "+7"'],
  ['a long as hexadecimal text',    LONG,                  {},    '"0x10"',            'schema', '/x', 'expected a long, found the string "0x10"'],
  ['a long as empty text',          LONG,                  SAFE,  '""',                'schema', '/x', 'expected a long, found the string ""'],
  ['below the minimum',             primitive('int'),      { minimum: '1' }, '0',      'constraint', '/x', '0 is below the minimum 1'],
  ['below a fractional minimum',    primitive('int'),      { minimum: '0.5' }, '0',    'constraint', '/x', '0 is below the minimum 0.5'],
  ['at the exclusive maximum',      primitive('int'),      { exclusiveMaximum: '5' }, '5', 'constraint', '/x', '5 is above the exclusive maximum 5'],
  ['a double below',                primitive('double'),   { exclusiveMinimum: '0' }, '0', 'constraint', '/x', '0 is below the exclusive minimum 0'],
  ['NaN where bounds hold',         primitive('double'),   { minimum: '0' }, '"NaN"',  'constraint', '/x', 'NaN is not within the minimum 0'],
  ['a float that overflows',        primitive('float'),    {},    '1e39',              'schema', '/x', 'expected a float, found the number 1e+39'],
  ['a double as text',              primitive('double'),   {},    '"1.5"',             'schema', '/x', 'expected a double, found the string "1.5"'],
  ['a decimal as a JSON number',    decimal(12, 2),        {},    '12.3',              'schema', '/x', 'expected a decimal(12,2) as a string, found the JSON number 12.3: write "12.30"'],
  ['a decimal as a JSON integer',   decimal(12, 2),        {},    '12',                'schema', '/x', 'expected a decimal(12,2) as a string, found the JSON number 12: write "12.00"'],
  ['a decimal with an exponent',    decimal(12, 2),        {},    '"1e3"',             'schema', '/x', '"1e3" is not a decimal(12,2): exponents are not taken: write all digits'],
  ['a decimal with more digits',    decimal(5, 2),         {},    '"1000.00"',         'schema', '/x', '"1000.00" is not a decimal(5,2): more than 3 digits before the point'],
  ['a decimal below the minimum',   decimal(5, 2),         { minimum: '0' }, '"-0.01"','constraint', '/x', '-0.01 is below the minimum 0'],
  ['a wide decimal above',          decimal(20, 2),        { maximum: '1e3' }, '"1000.01"', 'constraint', '/x', '1000.01 is above the maximum 1e3'],
  ['half a surrogate pair',         STRING,                {},    '"a\\ud800"',        'schema', '/x', '"a\\ud800" holds half of a surrogate pair: it has no UTF-8 form'],
  ['text too short',                STRING,                { minLength: 2 }, '"😀"',   'constraint', '/x', '"😀" has 1 characters, fewer than minLength 2'],
  ['text too long',                 STRING,                { maxLength: 2 }, '"abc"',  'constraint', '/x', '"abc" has 3 characters, more than maxLength 2'],
  ['text of another pattern',       STRING,                { pattern: '^[A-Z]{2}$' }, '"sp"', 'constraint', '/x', '"sp" does not match the pattern ^[A-Z]{2}$'],
  ['an unknown symbol',             METHOD,                {},    '"bolleto"',         'schema', '/x', '"bolleto" is no symbol of the enum Method (did you mean "boleto"?): credit_card, boleto'],
  ['a uuid without hyphens',        UUID,                  {},    '"123e4567e89b12d3a456426614174000"', 'schema', '/x', '"123e4567e89b12d3a456426614174000" is not a uuid: 8-4-4-4-12 hexadecimal digits'],
  ['base64url',                     primitive('bytes'),    {},    '"AP8_"',            'schema', '/x', '"AP8_" is not base64 (RFC 4648 section 4, with padding)'],
  ['a fixed of another size',       fixed('F', 3),         {},    '"AP8="',            'schema', '/x', 'expected 3 bytes, found 2 bytes'],
  ['a day that is none',            DATE,                  {},    '"2017-02-29"',      'schema', '/x', '"2017-02-29" is not a date: write YYYY-MM-DD, a day that exists'],
  ['a date before the minimum',     DATE,                  { minimum: '2017-01-01' }, '"2016-12-31"', 'constraint', '/x', '2016-12-31 is below the minimum 2017-01-01'],
  ['a time of 24 hours',            TIME_MILLIS,           {},    '"24:00:00"',        'schema', '/x', '"24:00:00" is not a time of day: write hh:mm:ss.ffffff'],
  ['microseconds in a time-millis', TIME_MILLIS,           {},    '"01:00:00.000001"', 'schema', '/x', 'a time-millis keeps no microseconds: round it to milliseconds'],
  ['microseconds in timestamp-millis', TIMESTAMP_MILLIS,   {},    '"2017-03-08T12:00:00.000001Z"', 'schema', '/x', 'a timestamp-millis keeps no microseconds: round it to milliseconds'],
  ['a timestamp as a number',       TIMESTAMP,             {},    '1488974400000',     'schema', '/x', 'expected a timestamp as text, found the number 1488974400000: write YYYY-MM-DDThh:mm:ss.ffffffZ'],
  ['a local timestamp',             TIMESTAMP,             {},    '"2017-03-08T12:00:00"', 'schema', '/x', '"2017-03-08T12:00:00" is not a timestamp: the zone is missing: write UTC, with Z at the end'],
  ['a timestamp after the maximum', TIMESTAMP,             { maximum: '2017-01-01T00:00:00Z' }, '"2017-01-01T00:00:00.000001Z"', 'constraint', '/x', '2017-01-01T00:00:00.000001Z is above the maximum 2017-01-01T00:00:00Z'],
  ['an object for an array',        array(STRING),         {},    '{"0":"a"}',         'schema', '/x', 'expected an array, found an object'],
  ['a wrong item',                  array(STRING),         {},    '["a",1]',           'schema', '/x/1', 'expected a string, found the number 1'],
  ['an array for a map',            map(STRING),           {},    '[]',                'schema', '/x', 'expected an object (a map), found an array'],
  ['a wrong entry',                 map(array(STRING)),    {},    '{"a/b~":[0]}',      'schema', '/x/a~1b~0/0', 'expected a string, found the number 0'],
  ['a wrong field inside',          nullable(POINT),       {},    '{"x":"1"}',         'schema', '/x/x', 'expected an int (32 bits), found the string "1"'],
  ['a renamed field inside',        POINT,                 {},    '{"X":1,"y":2}',     'schema', '/x/x', 'the required field "x" is missing (was it renamed to "X"?)'],
  ['an unknown field inside',       POINT,                 {},    '{"x":1,"z":2}',     'schema', '/x/z', 'unknown field "z" (did you mean "y"?)'],
  ['no branch of a bare union',     union(LONG, primitive('boolean')), {}, '[]',       'schema', '/x', 'expected one of long, boolean, found an array'],
  ['a bare value of an ambiguous union', union(STRING, DATE), {}, '"2017-01-01"',      'schema', '/x', 'expected {"branch": value} with one of string, int, because its types look alike in JSON; found the string "2017-01-01"'],
  ['an unknown branch',             union(STRING, POINT, map(LONG)), {}, '{"ns.Pount":{}}', 'schema', '/x', '"ns.Pount" is no branch of the union (did you mean "ns.Point"?): string, ns.Point, map'],
  ['a wrong value of a branch',     union(STRING, POINT, map(LONG)), {}, '{"map":{"a":true}}', 'schema', '/x/map/a', 'expected a long, found the boolean true'],
]

test.for(refused)('%s is refused', ([, type, constraints, json, reason, path, message]) => {
  const value = JSON.parse(`{"x":${json}}`)
  const all = checkJson(oneField(type, constraints))(value)
  expect(all[0]).toMatchObject({ reason, path, message })
  expect(problemOf(() => compileJsonDecoder(oneField(type, constraints))(value))).toMatchObject({
    reason,
    path,
    message,
  })
})

function problemOf(run: () => unknown): RecordProblem {
  try {
    run()
  } catch (error) {
    if (error instanceof RecordProblem) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('a whole record', () => {
  const order = contract(
    record(
      'Order',
      field('id', STRING),
      field('amount', decimal(5, 2)),
      field('at', TIMESTAMP),
      field('note', nullable(STRING), null),
    ),
    { id: { minLength: 1 } },
  )
  const good = { at: '1970-01-01T00:00:00Z', amount: '1.00', id: 'a' }

  test('has its fields in the order of the schema, whatever the order in JSON', () => {
    expect(Object.entries(compileJsonDecoder(order)(good))).toEqual([
      ['id', 'a'],
      ['amount', 100],
      ['at', 0],
      ['note', null],
    ])
  })

  test('has only the fields that were asked for, and all are checked', () => {
    const decode = compileJsonDecoder(order, { fields: ['at', 'id'] })
    expect(Object.keys(decode(good))).toEqual(['id', 'at'])
    expect(() => decode({ ...good, amount: 1 })).toThrow('write "1.00"')
    expect(() => compileJsonDecoder(order, { fields: ['amuont'] })).toThrow(
      'Order has no field "amuont" (did you mean "amount"?)',
    )
  })

  test.for([null, [], 'x', 1])('%j is no record', (value) => {
    expect(problemOf(() => compileJsonDecoder(order)(value))).toMatchObject({
      path: '',
      message: expect.stringContaining('expected an object (the record Order)'),
    })
    expect(checkJson(order)(value)).toHaveLength(1)
  })

  test('checkJson tells all that is wrong at once', () => {
    const problems = checkJson(order)({ id: '', amount: 1, att: '2017', note: 3, other: null })
    expect(problems.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      '/id: "" has 0 characters, fewer than minLength 1',
      '/amount: expected a decimal(5,2) as a string, found the JSON number 1: write "1.00"',
      '/at: the required field "at" is missing (was it renamed to "att"?)',
      '/note: expected a string, found the number 3',
      '/att: unknown field "att" (did you mean "at"?)',
      '/other: unknown field "other"',
    ])
    expect(checkJson(order)(good)).toEqual([])
  })

  test('a problem is an Error without the cost of a stack', () => {
    const problem = problemOf(() => compileJsonDecoder(order)({}))
    expect(problem).toBeInstanceOf(Error)
    expect(problem.stack?.split('\n')).toHaveLength(1)
    expect(new Error('after').stack?.split('\n').length).toBeGreaterThan(1)
  })
})

// Avro writes defaults in its own JSON encoding: bytes as text of code points 0–255, dates and times as numbers, a decimal as its big-endian bytes.
// biome-ignore format: one row a case
const defaults: [what: string, type: AvroSchema, byDefault: Parameters<typeof field>[2], value: unknown][] = [
  ['null',                    nullable(STRING),        null,                        null],
  ['of a nullable field',     union(STRING, primitive('null')), 'none',             'none'],
  ['a value where null is first (specification 1.12)', nullable(STRING), 'none',    'none'],
  ['an int',                  primitive('int'),        5,                           5],
  ['a long',                  LONG,                    9223372036854775807n,        9223372036854775807n],
  ['a double',                primitive('double'),     'NaN',                       Number.NaN],
  ['a float',                 primitive('float'),      0.1,                         13421773 / 2 ** 27],
  ['bytes',                   primitive('bytes'),      '\u0000ÿ',                   Uint8Array.of(0, 255)],
  // 0x04 0xd2 = 1234; 0xfb 0x2e = −1234 in two's complement
  ['a decimal',               decimal(12, 2),          '\u0004Ò',                   1234],
  ['a negative decimal',      decimal(12, 2),          'û.',                        -1234],
  ['a wide decimal',          decimal(20, 2),          'û.',                        -1234n],
  ['a date',                  DATE,                    31,                          31],
  ['a time-millis',           TIME_MILLIS,             1500,                        1_500_000],
  ['a timestamp-millis',      TIMESTAMP_MILLIS,        1500,                        1_500_000],
  ['a timestamp-micros',      TIMESTAMP,               1500,                        1500],
  ['an enum',                 METHOD,                  'boleto',                    'boleto'],
  ['a uuid of 16 bytes',      fixed('U', 16, { name: 'uuid' }), '\u0012>Eg\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000aÿ', '123e4567-0001-0203-0405-060708090aff'],
  ['an array',                array(LONG),             [1, 2],                      [1n, 2n]],
  ['a map',                   map(LONG),               { a: 1 },                    new Map([['a', 1n]])],
  ['a record',                POINT,                   { x: 1 },                    { x: 1, y: 7 }],
  ['a union of several',      union(LONG, STRING),     'a',                         { branch: 'string', value: 'a' }],
]

test.for(defaults)('a missing field has its default: %s', ([, type, byDefault, value]) => {
  expect(compileJsonDecoder(contract(record('D', field('x', type, byDefault))))({})).toStrictEqual({ x: value })
})

test('a default that is no value of its type is an error of the contract', () => {
  expect(() => compileJsonDecoder(contract(record('D', field('x', LONG, 'many'))))).toThrow(
    'the default of the field "x" is not a value of its type',
  )
})

describe('field names that try to break out of generated code', () => {
  const hostile = [
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '"',
    "'",
    '`$\u{7b}x}`',
    'a\nb',
    '\u2028',
    '\\',
    '"];throw 1;//',
    '*/',
    '</script>',
    'ünï',
    '',
  ]

  test.for(hostile)('%j is read, missing and unknown like any other', (name) => {
    const own = contract(record('H', field(name, array(LONG)), field('other', LONG)))
    const json = (value: string) => JSON.parse(`{${JSON.stringify(name)}:${value},"other":1}`)
    const decoded = compileJsonDecoder(own)(json('[5]'))
    expect(Object.entries(decoded)).toEqual([
      [name, [5n]],
      ['other', 1n],
    ])
    expect(Object.getPrototypeOf(decoded)).toBe(Object.prototype)
    const escaped = name.replaceAll('~', '~0').replaceAll('/', '~1')
    expect(problemOf(() => compileJsonDecoder(own)(json('[true]')))).toMatchObject({ path: `/${escaped}/0` })
    expect(problemOf(() => compileJsonDecoder(own)({ other: 1 }))).toMatchObject({
      path: `/${escaped}`,
      message: expect.stringContaining('is missing'),
    })
    const without = contract(record('W', field('other', LONG)))
    expect(checkJson(without)(json('0'))).toMatchObject([
      { path: `/${escaped}`, message: expect.stringContaining('unknown field') },
    ])
  })
})

test('a recursive record is read to any depth, with the path of what is wrong', () => {
  const node = record('Node', field('value', LONG))
  Object.assign(node, { fields: [...node.fields, field('next', nullable(node)), field('children', array(node))] })
  const decode = compileJsonDecoder(contract(record('Tree', field('root', node))))
  const leaf = (value: unknown) => ({ value, next: null, children: [] })
  expect(decode({ root: { value: 1, next: leaf(2), children: [leaf(3)] } })).toEqual({
    root: {
      value: 1n,
      next: { value: 2n, next: null, children: [] },
      children: [{ value: 3n, next: null, children: [] }],
    },
  })
  expect(
    problemOf(() =>
      decode({ root: { value: 1, next: leaf(2), children: [leaf(3), { ...leaf(4), next: leaf('x') }] } }),
    ),
  ).toMatchObject({
    path: '/root/children/1/next/value',
  })
})

test('constraints of a recursive root hold for the root, not for records of its type inside', () => {
  const node = record('Node', field('value', LONG))
  Object.assign(node, { fields: [...node.fields, field('next', nullable(node), null)] })
  const decode = compileJsonDecoder(contract(node, { value: { minimum: '5' } }))
  expect(decode({ value: 5, next: { value: 1 } })).toEqual({ value: 5n, next: { value: 1n, next: null } })
  expect(problemOf(() => decode({ value: 4 }))).toMatchObject({ reason: 'constraint', path: '/value' })
})

test('a list of 100,000 nodes is refused, by every way of checking, and not followed to the end of the stack', () => {
  const node = record('Node')
  const list = { ...node, fields: [] as ReturnType<typeof field>[] }
  list.fields.push(field('next', nullable(list)))
  const of = (length: number): object => {
    let nodes: object | null = null
    for (let i = 0; i < length; i++) nodes = { next: nodes }
    return { x: nodes }
  }
  const contract = oneField(list)
  expect(compileJsonDecoder(contract)(of(499))).toEqual(of(499))
  expect(() => compileJsonDecoder(contract)(of(100_000))).toThrow('more than 500 levels deep')
  expect(checkJson(contract)(of(100_000))).toHaveLength(1)
  expect(() => compileJsonEncoder(contract)(of(100_000))).toThrow('more than 500 levels deep')
  expect(compileJsonDecoder(contract)(of(3)), 'the next record is read').toEqual(of(3))
})
