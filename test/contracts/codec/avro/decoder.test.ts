import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AvroSchema } from '../../../../src/contracts/avro/schema.ts'
import { compileAvroDecoder } from '../../../../src/contracts/codec/avro-decoder.ts'
import { compileAvroEncoder } from '../../../../src/contracts/codec/avro-encoder.ts'
import { RecordProblem } from '../../../../src/contracts/codec/record-problem.ts'
import type { FieldConstraints } from '../../../../src/contracts/model.ts'
import { contracts } from '../arbitrary.ts'
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
  TIMESTAMP,
  TIMESTAMP_MILLIS,
  UUID,
  union,
} from '../schemas.ts'

const SEED = { seed: 20261122, numRuns: 300 }
const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (two) => Number.parseInt(two, 16))
const INT = primitive('int')

// Bytes by hand, after the examples of the specification ("Binary Encoding") and its zig-zag table.
// biome-ignore format: one row a case
const read: [what: string, schema: AvroSchema, hex: string, value: unknown, constraints?: FieldConstraints][] = [
  ['zero',                                INT,                    '00',                   0],
  ['minus one',                           INT,                    '01',                   -1],
  ['the greatest int',                    INT,                    'feffffff0f',           2147483647],
  ['the least int',                       INT,                    'ffffffff0f',           -2147483648],
  ['an int with bytes to spare',          INT,                    '808000',               0],
  ['the greatest long',                   LONG,                   'feffffffffffffffff01', 9223372036854775807n],
  ['the least long',                      LONG,                   'ffffffffffffffffff01', -9223372036854775808n],
  ['a small long',                        LONG,                   '8001',                 64n],
  ['a bounded long',                      LONG,                   '7f',                   -64,                    { minimum: '-100', maximum: '100' }],
  ['2^53 − 1',                            LONG,                   'feffffffffffff1f',     9007199254740991,       { minimum: '0', maximum: '9007199254740991' }],
  ['text',                                STRING,                 '06666f6f',             'foo'],
  ['text that is not ASCII',              STRING,                 '06c3a965',             'ée'],
  ['text with a byte order mark',         STRING,                 '08efbbbf61',           '\ufeffa'],
  ['text with U+FFFD itself',             STRING,                 '06efbfbd',             '\ufffd'],
  ['no text',                             STRING,                 '00',                   ''],
  ['true',                                primitive('boolean'),   '01',                   true],
  ['a double',                            primitive('double'),    '000000000000f83f',     1.5],
  ['a float',                             primitive('float'),     '0000c07f',             Number.NaN],
  ['12.30',                               decimal(12, 2),         '0404ce',               1230],
  ['-1.28',                               decimal(12, 2),         '0280',                 -128],
  ['a decimal with sign bytes to spare',  decimal(12, 2),         '14ffffffffffffffffff80', -128],
  ['a wide decimal',                      decimal(38, 0),         '120100000000000000ff', 0x0100000000000000ffn],
  ['no bytes of a decimal are 0',         decimal(4, 2),          '00',                   0],
  ['a day',                               DATE,                   'feff02',               24575],
  ['a timestamp in milliseconds',         TIMESTAMP_MILLIS,       'd00f',                 1_000_000],
  ['a timestamp in microseconds',         TIMESTAMP,              'd00f',                 1000],
  ['a symbol',                            enumeration('E', 'A', 'B'), '02',               'B'],
  ['null',                                nullable(INT),          '00',                   null],
  ['a value that may be null',            nullable(INT),          '0202',                 1],
  ['null as the second branch',           union(INT, NULL),       '02',                   null],
  ['a value before null',                 union(INT, NULL),       '0002',                 1],
  ['a branch',                            union(NULL, INT, STRING), '040261',             { branch: 'string', value: 'a' }],
  ['a branch beside null in the middle',  union(INT, NULL, STRING), '040261',             { branch: 'string', value: 'a' }],
  ['an array in two blocks',              array(INT),             '040204020600',         [1, 2, 3]],
  ['an array block with its size',        array(INT),             '0304020400',           [1, 2]],
  ['an empty map',                        map(INT),               '00',                   new Map()],
  ['a map',                               map(INT),               '02026102' + '00',      new Map([['a', 1]])],
  ['fixed bytes',                         fixed('F', 2),          '0102',                 bytes('0102')],
  ['a uuid in 16 bytes',                  fixed('U', 16, { name: 'uuid' }), '00112233445566778899aabbccddeeff', '00112233-4455-6677-8899-aabbccddeeff'],
]

test.for(read)('%s is read', ([, schema, hex, value, constraints]) => {
  expect(compileAvroDecoder(oneField(schema, constraints))(bytes(hex))).toEqual({ x: value })
})

// biome-ignore format: one row a case
const refused: [what: string, schema: AvroSchema, hex: string, says: string, constraints?: FieldConstraints][] = [
  ['no bytes at all',                INT,                  '',                       'the bytes end before the record does'],
  ['a number that breaks off',       LONG,                 '80',                     'the bytes end before the record does'],
  ['an int of 33 bits',              INT,                  'ffffffff1f',             '/x: expected an int (32 bits), found bytes that are none'],
  ['a number that does not end',     INT,                  'ffffffffffffffffffffff', '/x: expected an int'],
  ['a long of 65 bits',              LONG,                 'ffffffffffffffffff03',   '/x: expected a long, found bytes that are none'],
  ['a long beyond the contract',     LONG,                 '02',                     '/x: 1 is above the maximum 0', { minimum: '-1', maximum: '0' }],
  ['a long beyond 2^53',             LONG,                 'feffffffffffffffff01',   '/x: expected a long within ±(2^53 − 1)', { minimum: '0', maximum: '9007199254740991' }],
  ['a boolean of 2',                 primitive('boolean'), '02',                     '/x: expected a boolean'],
  ['text that is no UTF-8',          STRING,               '04c328',                 '/x: expected a string in UTF-8'],
  ['half of a surrogate pair',       STRING,               '06eda080',               '/x: expected a string in UTF-8'],
  ['text of a negative length',      STRING,               '03',                     '/x: expected a string in UTF-8'],
  ['text longer than the bytes',     STRING,               'feffffffffffff1f61',     '/x: expected a string in UTF-8'],
  ['text beyond the contract',       STRING,               '06666f6f',               '/x: "foo" has 3 characters, more than maxLength 2', { maxLength: 2 }],
  ['a decimal of too many digits',   decimal(3, 2),        '0403e8',                 '/x: 10.00 has more digits than a decimal(3,2)'],
  ['a symbol that is not there',     enumeration('E', 'A'), '02',                    '/x: there is no symbol 1 in the enum E of 1'],
  ['a negative symbol',              enumeration('E', 'A'), '01',                    '/x: there is no symbol -1'],
  ['a branch that is not there',     nullable(INT),        '04',                     '/x: there is no branch 2 in a union of 2'],
  ['a negative branch',              nullable(INT),        '01',                     '/x: there is no branch -1'],
  ['more items than bytes',          array(INT),           'feffffff0f',             '/x: expected an array'],
  ['2^53 items of no bytes',         array(record('None')), 'feffffffffffff1f00',    '/x: expected an array'],
  ['an item that is wrong',          array(primitive('boolean')), '04010200',        '/x/1: expected a boolean'],
  ['a value that is wrong',          map(primitive('boolean')), '02036100',          '/x: expected a key in UTF-8'],
  ['a day in the year 10000',        DATE,                 'c282e602',               '/x: expected a date'],
  ['text that is no uuid',           UUID,                 '0261',                   '/x: "a" is not a uuid'],
  ['bytes left over',                INT,                  '0000',                   '1 bytes are left over after the record'],
]

test.for(refused)('%s is refused', ([, schema, hex, says, constraints]) => {
  const { all, none } = verdicts(oneField(schema, constraints), bytes(hex))
  expect(all).toContain(says)
  expect(none).toBe(all)
})

/** What is said with all fields asked for, and with none. */
function verdicts(of: ReturnType<typeof oneField>, given: Uint8Array) {
  const say = (fields?: readonly string[]) => {
    try {
      compileAvroDecoder(of, fields === undefined ? {} : { fields })(given)
      return 'fine'
    } catch (error) {
      if (!(error instanceof RecordProblem)) throw error
      return `${error.path === '' ? '' : `${error.path}: `}${error.message}`
    }
  }
  return { all: say(), none: say([]) }
}

test('a list of a million nodes, two bytes each, is refused and not followed to the end of the stack', () => {
  const node = record('Node')
  const list = { ...node, fields: [] as ReturnType<typeof field>[] }
  list.fields.push(field('next', nullable(list)))
  const decode = compileAvroDecoder(oneField(list))
  expect(decode(bytes('020200'))).toEqual({ x: { next: { next: { next: null } } } })
  expect(() => decode(new Uint8Array(2_000_000).fill(2))).toThrow('more than 500 levels deep')
})

test('only the fields asked for come out, in the order of the schema, and the verdict is the same: any contract, any record', () => {
  fc.assert(
    fc.property(
      contracts.chain((c) =>
        fc.tuple(fc.constant(c.contract), c.records, fc.subarray(c.contract.schema.fields.map((f) => f.name))),
      ),
      ([contract, record, fields]) => {
        const given = compileAvroEncoder(contract)(record)
        const projected = compileAvroDecoder(contract, { fields })(given)
        const values = record as Record<string, unknown>
        expect(Object.entries(projected)).toEqual(Object.entries(values).filter(([name]) => fields.includes(name)))
      },
    ),
    SEED,
  )
})

test('mutated bytes give a record or a RecordProblem, never another error, and the same verdict whatever is asked for', () => {
  let refusals = 0
  fc.assert(
    fc.property(
      contracts.chain((c) => fc.tuple(fc.constant(c.contract), c.records)),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      fc.nat(20),
      ([contract, record], changes, cut) => {
        const given = compileAvroEncoder(contract)(record)
        for (const [at, byte] of changes) if (given.length > 0) given[at % given.length] = byte
        const mutated = given.subarray(0, cut > 15 ? Math.max(0, given.length - (20 - cut)) : given.length)
        const { all, none } = verdicts(contract, mutated)
        expect(none).toBe(all)
        if (all !== 'fine') refusals++
        else
          expect(verdicts(contract, compileAvroEncoder(contract)(compileAvroDecoder(contract)(mutated))).all).toBe(
            'fine',
          )
      },
    ),
    { seed: 20261122, numRuns: 2000 },
  )
  expect(refusals).toBeGreaterThan(300)
})

const now = contract(
  record(
    'R',
    field('id', STRING),
    field('n', LONG),
    field('kind', enumeration('K', 'a', 'b')),
    field('note', nullable(STRING), null),
  ),
  { n: { minimum: '0', maximum: '1000' } },
)

// biome-ignore format: one row a case
const versions: [what: string, writer: ReturnType<typeof record>, written: object, value: unknown][] = [
  ['fields in another order, one dropped', record('R', field('gone', array(STRING)), field('kind', enumeration('K', 'b', 'a', 'c')), field('n', INT), field('id', STRING)),
    { gone: ['x', 'y'], kind: 'b', n: 7, id: 'i' },                   { id: 'i', n: 7, kind: 'b', note: null }],
  ['a value that may be null now',         record('R', field('id', STRING), field('n', LONG), field('kind', enumeration('K', 'a', 'b')), field('note', STRING)),
    { id: 'i', n: 7n, kind: 'a', note: 'yes' },                       { id: 'i', n: 7, kind: 'a', note: 'yes' }],
]

test.for(versions)('records of another version are read: %s', ([, writer, written, value]) => {
  const given = compileAvroEncoder(contract(writer))(written)
  expect(compileAvroDecoder(now, { writer })(given)).toEqual(value)
  expect(compileAvroDecoder(now, { writer, fields: ['n'] })(given)).toEqual({ n: (value as { n: number }).n })
})

test('of a record inside, only the fields that are wanted are kept; the others are checked all the same', () => {
  const source = record('Source', field('name', STRING), field('at', union(NULL, LONG)), field('pos', LONG))
  const schema = record('R', field('source', union(NULL, source)), field('n', LONG))
  const value = { source: { name: 'x', at: 5n, pos: 2n ** 62n }, n: 7n }
  const given = compileAvroEncoder(contract(schema))(value)
  const read = (bytes: Uint8Array, ...fields: string[]) => compileAvroDecoder(contract(schema), { fields })(bytes)
  expect(read(given, 'source.at')).toEqual({ source: { at: 5n } })
  expect(read(given, 'source.at', 'source')).toEqual({ source: value.source })
  expect(read(given, 'n', 'source.name', 'source.pos')).toEqual({ source: { name: 'x', pos: 2n ** 62n }, n: 7n })
  expect(read(compileAvroEncoder(contract(schema))({ source: null, n: 7n }), 'source.at')).toEqual({ source: null })
  // A byte of the name that is no UTF-8.
  expect(() => read(given.with(2, 0xff), 'source.at')).toThrow('expected a string')
  expect(() => read(given, 'source.att')).toThrow('Source has no field "att" (did you mean "at"?)')
  expect(() => read(given, 'n.at')).toThrow('the field "n" of R is no record: it has no "at"')
})

// biome-ignore format: one row a case
const longs: [bytes: number[], value: bigint | undefined][] = [
  // Zigzag: 2n for n, -2n - 1 below zero; seven bits a byte, the least first.
  [[0x00],                                                              0n],
  [[0x01],                                                             -1n],
  [[0x80, 0x80, 0x80, 0x80, 0x01],                                      2n ** 27n],
  [[0xff, 0xff, 0xff, 0xff, 0x01],                                      -(2n ** 28n)],
  [[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20],                    2n ** 53n],
  [[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f],                    -(2n ** 53n)],
  [[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01],              2n ** 55n],
  [[0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],        2n ** 63n - 1n],
  [[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],        -(2n ** 63n)],
  [[0x82, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00],        1n],
  [[0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02],        undefined],
  [[0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x81, 0x00],  undefined],
]

test.for(longs)('the long %j is %s, or none, kept or passed over', ([bytes, value]) => {
  const of = contract(record('R', field('n', LONG), field('end', LONG)))
  const whole = Uint8Array.from([...bytes, 0x02])
  const read = (fields: string[]) => () => compileAvroDecoder(of, { fields })(whole)
  if (value === undefined) {
    expect(read(['n'])).toThrow('expected a long, found bytes that are none')
    expect(read(['end'])).toThrow('expected a long, found bytes that are none')
  } else {
    expect(read(['n', 'end'])()).toEqual({ n: value, end: 1n })
    expect(read(['end'])()).toEqual({ end: 1n })
  }
})

test('a symbol that the contract does not know is refused record by record', () => {
  const writer = record('R', field('id', STRING), field('n', LONG), field('kind', enumeration('K', 'b', 'a', 'c')))
  const given = compileAvroEncoder(contract(writer))({ id: 'i', n: 7n, kind: 'c' })
  expect(() => compileAvroDecoder(now, { writer })(given)).toThrow('"c" is no symbol of the enum K')
})

// biome-ignore format: one row a case
const misfits: [what: string, writer: ReturnType<typeof record>, says: string][] = [
  ['a missing field',  record('R', field('id', STRING)),                                     'the required field "n" was not written'],
  ['another type',     record('R', field('id', LONG), field('n', LONG)),                     'id: long cannot be read as string'],
  ['another scale',    record('R', field('id', decimal(5, 1)), field('n', LONG)),            'id: decimal(5,1) cannot be read as string'],
]

test.for(misfits)('a writer that cannot be read is refused at once: %s', ([, writer, says]) => {
  expect(() => compileAvroDecoder(now, { writer })).toThrow(says)
})
