import { expect, test } from 'vitest'
import type { AvroSchema } from '../../../src/contracts/avro/schema.ts'
import { compileJsonDecoder } from '../../../src/contracts/codec/json-decoder.ts'
import { contractShape } from '../../../src/contracts/codec/shape-of.ts'
import { debeziumConverter, openMessage } from '../../../src/contracts/wire/debezium.ts'
import { longMembers, readJson } from '../../../src/contracts/wire/json-value.ts'
import * as avro from '../codec/schemas.ts'

/*
 * How a column comes, by Debezium's documentation, and the value that it is here. Literal and semantic types are those of its pages:
 *   my  "MySQL connector: Data type mappings" (MariaDB's page says the same of its types): my.basic, my.time, my.decimal, my.space
 *   pg  "PostgreSQL connector: Data type mappings": pg.basic, pg.time, pg.decimal, pg.hstore, pg.space, pg.pgvector, pg.toast
 *   cn  Kafka Connect, JsonConverter: bytes are base64, `Decimal` bytes of a two's complement, the greatest first
 *   ev  a recorded event
 */
const T = 'io.debezium.time.'
const D = 'io.debezium.data.'
const C = 'org.apache.kafka.connect.data.'
const { STRING, LONG, TIMESTAMP, TIMESTAMP_MILLIS, TIME, TIME_MILLIS, DATE, UUID, decimal, array, map, nullable } = avro
const INT = avro.primitive('int')
const DOUBLE = avro.primitive('double')
const FLOAT = avro.primitive('float')
const BOOLEAN = avro.primitive('boolean')
const BYTES = avro.primitive('bytes')
const POINT = avro.record(
  'Point',
  avro.field('x', DOUBLE),
  avro.field('y', DOUBLE),
  avro.field('wkb', nullable(BYTES)),
  avro.field('srid', nullable(INT)),
)
const GEOMETRY = avro.record('Geometry', avro.field('wkb', BYTES), avro.field('srid', nullable(INT)))
const bytes = (...all: number[]) => Uint8Array.from(all)
/** A message has its schema part in `both` and `declared`, none in `both` and `plain`. */
type How = 'both' | 'declared' | 'plain'
type Declared = readonly [type: string, name?: string, parameters?: Record<string, string>]

// 2018-06-20T13:37:03Z is 1529501823 s after 1970 (date -u -d), and 17702 whole days. 13:37:03 is 49023 s after midnight.
// biome-ignore format: one row a case
const rows: [source: string, column: string, setting: string, how: How, declared: Declared, json: string, contract: AvroSchema, value: unknown][] = [
  ['my.basic', 'BOOLEAN',                'streamed',                   'both',     ['boolean'],                        'true',                      BOOLEAN, true],
  ['my.basic', 'TINYINT(1)',             'snapshot',                   'both',     ['int16'],                          '1',                         BOOLEAN, true],
  ['my.basic', 'TINYINT(1)',             'snapshot',                   'both',     ['int16'],                          '0',                         BOOLEAN, false],
  ['my.basic', 'BIT(1)',                 '',                           'both',     ['boolean'],                        'false',                     BOOLEAN, false],
  ['my.basic', 'BIT(10)',                'little endian',              'both',     ['bytes', `${D}Bits`],              '"/wM="',                    BYTES,   bytes(255, 3)],
  ['my.basic', 'TINYINT',                '',                           'both',     ['int16'],                          '-128',                      INT,     -128],
  ['my.basic', 'MEDIUMINT',              '',                           'both',     ['int32'],                          '8388607',                   INT,     8_388_607],
  ['my.basic', 'INT UNSIGNED',           '',                           'both',     ['int64'],                          '4294967295',                LONG,    4_294_967_295n],
  ['my.basic', 'BIGINT',                 '',                           'both',     ['int64'],                          '9223372036854775807',       LONG,    9_223_372_036_854_775_807n],
  ['my.basic', 'BIGINT UNSIGNED',        'bigint.unsigned=precise',    'declared', ['bytes', `${C}Decimal`, { scale: '0' }], '"f/////////8="',      LONG,    9_223_372_036_854_775_807n],
  ['my.basic', 'BIGINT UNSIGNED',        'bigint.unsigned=precise',    'declared', ['bytes', `${C}Decimal`, { scale: '0' }], '"AP//////////"',      decimal(20, 0), 18_446_744_073_709_551_615n],
  ['my.basic', 'FLOAT',                  '',                           'both',     ['float'],                          '0.5',                       FLOAT,   0.5],
  ['my.basic', 'DOUBLE',                 '',                           'both',     ['double'],                         '3.14',                      DOUBLE,  3.14],
  ['my.basic', 'VARCHAR(255)',           '',                           'both',     ['string'],                         '"Kretchmar"',               STRING,  'Kretchmar'],
  ['my.basic', 'BINARY(3)',              'binary.handling=bytes',      'both',     ['bytes'],                          '"AP8B"',                    BYTES,   bytes(0, 255, 1)],
  ['my.basic', 'VARBINARY(3)',           'binary.handling=base64',     'both',     ['string'],                         '"AP8B"',                    BYTES,   bytes(0, 255, 1)],
  ['my.basic', 'BLOB',                   'base64-url-safe',            'both',     ['string'],                         '"-_8"',                     BYTES,   bytes(251, 255)],
  ['my.basic', 'BLOB',                   'binary.handling=hex',        'both',     ['string'],                         '"00ff01"',                  STRING,  '00ff01'],
  ['my.basic', 'JSON',                   '',                           'both',     ['string', `${D}Json`],             String.raw`"{\"a\":1}"`,     STRING,  '{"a":1}'],
  ['my.basic', "ENUM('s','m')",          '',                           'both',     ['string', `${D}Enum`, { allowed: 's,m' }], '"m"',               avro.enumeration('Size', 's', 'm'), 'm'],
  ['my.basic', "SET('a','b','c')",       '',                           'both',     ['string', `${D}EnumSet`, { allowed: 'a,b,c' }], '"a,c"',        STRING,  'a,c'],
  ['my.basic', 'YEAR',                   '',                           'both',     ['int32', `${T}Year`],              '2018',                      INT,     2018],
  ['my.basic', 'TIMESTAMP(6)',           'UTC',                        'both',     ['string', `${T}ZonedTimestamp`],   '"2018-06-20T13:37:03.123456Z"', TIMESTAMP, 1_529_501_823_123_456],
  ['my.basic', 'TIMESTAMP',              'another zone',               'both',     ['string', `${T}ZonedTimestamp`],   '"2018-06-20T15:37:03+02:00"', TIMESTAMP, 1_529_501_823_000_000],
  ['my.basic', 'TIMESTAMP',              'kept as text',               'both',     ['string', `${T}ZonedTimestamp`],   '"2018-06-20T13:37:03Z"',    STRING,  '2018-06-20T13:37:03Z'],
  ['my.time',  'DATE',                   'adaptive',                   'both',     ['int32', `${T}Date`],              '17702',                     DATE,    17_702],
  ['my.time',  'DATE',                   'before 1970',                'both',     ['int32', `${T}Date`],              '-1',                        DATE,    -1],
  ['my.time',  'TIME(3)',                'adaptive_time_microseconds', 'both',     ['int64', `${T}MicroTime`],         '49023000000',               TIME,    49_023_000_000],
  ['my.time',  'TIME',                   'more than a day',            'both',     ['int64', `${T}MicroTime`],         '-3020399000000',            LONG,    -3_020_399_000_000n],
  ['my.time',  'DATETIME(3)',            'adaptive_time_microseconds', 'both',     ['int64', `${T}Timestamp`],         '1529501823123',             TIMESTAMP_MILLIS, 1_529_501_823_123_000],
  ['my.time',  'DATETIME(6)',            'adaptive_time_microseconds', 'both',     ['int64', `${T}MicroTimestamp`],    '1529501823123456',          TIMESTAMP, 1_529_501_823_123_456],
  ['my.time',  'DATETIME(6)',            'the contract has millis',    'declared', ['int64', `${T}MicroTimestamp`],    '1529501823123000',          TIMESTAMP_MILLIS, 1_529_501_823_123_000],
  ['my.time',  'DATETIME',               'the contract has micros',    'declared', ['int64', `${T}Timestamp`],         '1529501823000',             TIMESTAMP, 1_529_501_823_000_000],
  ['my.time',  'DATE',                   'connect',                    'both',     ['int32', `${C}Date`],              '17702',                     DATE,    17_702],
  ['my.time',  'TIME',                   'connect',                    'both',     ['int32', `${C}Time`],              '49023000',                  TIME_MILLIS, 49_023_000_000],
  ['my.time',  'DATETIME',               'connect',                    'both',     ['int64', `${C}Timestamp`],         '1529501823000',             TIMESTAMP_MILLIS, 1_529_501_823_000_000],
  ['my.time',  'DATE',                   'isostring',                  'both',     ['string', `${T}IsoDate`],          '"2018-06-20Z"',             DATE,    17_702],
  ['my.time',  'TIME',                   'isostring',                  'both',     ['string', `${T}IsoTime`],          '"13:37:03Z"',               TIME,    49_023_000_000],
  ['my.time',  'DATETIME',               'isostring',                  'both',     ['string', `${T}IsoTimestamp`],     '"2018-06-20T13:37:03Z"',    TIMESTAMP, 1_529_501_823_000_000],
  // 0x04D2 is 1234; 0xFB2E is 1234 - 2^16 + … = -1234.
  ['my.decimal', 'DECIMAL(12,2)',        'precise',                    'both',     ['bytes', `${C}Decimal`, { scale: '2' }], '"BNI="',              decimal(12, 2), 1234],
  ['my.decimal', 'DECIMAL(12,2)',        'precise, negative',          'both',     ['bytes', `${C}Decimal`, { scale: '2' }], '"+y4="',              decimal(12, 2), -1234],
  ['my.decimal', 'DECIMAL(12,2)',        'precise, as text',           'declared', ['bytes', `${C}Decimal`, { scale: '2' }], '"BNI="',              STRING,  '12.34'],
  ['my.decimal', 'DECIMAL(12,2)',        'string',                     'both',     ['string'],                         '"12.34"',                   decimal(12, 2), 1234],
  ['my.decimal', 'DECIMAL(12,2)',        'string, negative',           'both',     ['string'],                         '"-12.34"',                  decimal(12, 2), -1234],
  ['my.decimal', 'DECIMAL(12,2)',        'double',                     'both',     ['double'],                         '12.34',                     decimal(12, 2), 1234],
  ['my.decimal', 'DECIMAL(12,2)',        'double, whole',              'both',     ['double'],                         '12.0',                      decimal(12, 2), 1200],
  ['my.decimal', 'DECIMAL(8,0)',         'string, no scale',           'declared', ['string'],                         '"1234"',                    decimal(8, 0), 1234],
  ['my.decimal', 'DECIMAL(8,0)',         'precise, digits as letters', 'declared', ['bytes', `${C}Decimal`, { scale: '0' }], '"1234"',              decimal(8, 0), -2_658_824],
  ['my.decimal', 'DECIMAL(38,2)',        'precise, wide',              'both',     ['bytes', `${C}Decimal`, { scale: '2' }], '"Sztc7GH/+TQL/////w=="', decimal(38, 2), 0x4b3b5cec61fff9340bffffffffn],
  ['my.space', 'POINT',                  '',                           'both',     ['struct', `${D}geometry.Point`],   '{"x":1.5,"y":-2,"wkb":"AQE=","srid":null}', POINT, { x: 1.5, y: -2, wkb: bytes(1, 1), srid: null }],
  ['my.space', 'GEOMETRY',               '',                           'both',     ['struct', `${D}geometry.Geometry`], '{"wkb":"AQE=","srid":4326}', GEOMETRY, { wkb: bytes(1, 1), srid: 4326 }],
  ['pg.basic', 'BIT(3)',                 '',                           'both',     ['bytes', `${D}Bits`, { length: '3' }], '"BQ=="',                BYTES,   bytes(5)],
  ['pg.basic', 'OID',                    '',                           'both',     ['int64'],                          '4294967295',                LONG,    4_294_967_295n],
  ['pg.basic', 'REAL',                   '',                           'both',     ['float'],                          '0.25',                      FLOAT,   0.25],
  ['pg.basic', 'TIMESTAMPTZ',            '',                           'both',     ['string', `${T}ZonedTimestamp`],   '"2018-06-20T13:37:03.5Z"',  TIMESTAMP, 1_529_501_823_500_000],
  ['pg.basic', 'TIMETZ',                 '',                           'both',     ['string', `${T}ZonedTime`],        '"13:37:03Z"',               TIME,    49_023_000_000],
  ['pg.basic', 'INTERVAL',               'interval=numeric',           'both',     ['int64', `${T}MicroDuration`],     '2629800000000',             LONG,    2_629_800_000_000n],
  ['pg.basic', 'INTERVAL',               'interval=string',            'both',     ['string', `${T}Interval`],         '"P1Y2M3DT4H5M6.78S"',       STRING,  'P1Y2M3DT4H5M6.78S'],
  ['pg.basic', 'BYTEA',                  'bytes',                      'both',     ['bytes'],                          '"3q2+7w=="',                BYTES,   bytes(222, 173, 190, 239)],
  ['pg.basic', 'JSONB',                  '',                           'both',     ['string', `${D}Json`],             '"[1, 2]"',                  STRING,  '[1, 2]'],
  ['pg.basic', 'XML',                    '',                           'both',     ['string', `${D}Xml`],              '"<a/>"',                    STRING,  '<a/>'],
  ['pg.basic', 'UUID',                   '',                           'both',     ['string', `${D}Uuid`],             '"09e0a1b2-0000-4000-8000-000000000001"', UUID, '09e0a1b2-0000-4000-8000-000000000001'],
  ['pg.basic', 'LTREE',                  '',                           'both',     ['string', `${D}Ltree`],            '"a.b.c"',                   STRING,  'a.b.c'],
  ['pg.basic', 'CITEXT',                 '',                           'both',     ['string'],                         '"Ab"',                      STRING,  'Ab'],
  ['pg.basic', 'INET',                   '',                           'both',     ['string'],                         '"192.0.2.1"',               STRING,  '192.0.2.1'],
  ['pg.basic', 'INT4RANGE',              '',                           'both',     ['string'],                         '"[1,5)"',                   STRING,  '[1,5)'],
  ['pg.basic', 'an ENUM',                '',                           'both',     ['string', `${D}Enum`],             '"s"',                       avro.enumeration('Size', 's', 'm'), 's'],
  ['pg.basic', 'INTEGER[]',              '',                           'both',     ['array'],                          '[1,null,3]',                array(nullable(INT)), [1, null, 3]],
  ['pg.basic', 'TIMESTAMP[]',            '',                           'both',     ['array'],                          '[1529501823000000]',        array(TIMESTAMP), [1_529_501_823_000_000]],
  ['pg.basic', 'NUMERIC(12,2)[]',        'precise',                    'both',     ['array'],                          '["BNI=",null]',             array(nullable(decimal(12, 2))), [1234, null]],
  ['pg.time',  'TIMESTAMP',              'adaptive',                   'both',     ['int64', `${T}MicroTimestamp`],    '1529501823123456',          TIMESTAMP, 1_529_501_823_123_456],
  ['pg.time',  'TIMESTAMP(3)',           'adaptive',                   'both',     ['int64', `${T}Timestamp`],         '1529501823123',             TIMESTAMP_MILLIS, 1_529_501_823_123_000],
  ['pg.time',  'TIME(3)',                'adaptive',                   'both',     ['int32', `${T}Time`],              '49023000',                  TIME_MILLIS, 49_023_000_000],
  ['pg.time',  'TIMESTAMP',              'nanoseconds',                'declared', ['int64', `${T}NanoTimestamp`],     '1529501823123456000',       TIMESTAMP, 1_529_501_823_123_456],
  ['pg.time',  'TIMESTAMP',              'nanoseconds, kept',          'both',     ['int64', `${T}NanoTimestamp`],     '1529501823123456789',       LONG,    1_529_501_823_123_456_789n],
  ['pg.time',  'TIME',                   'nanoseconds',                'declared', ['int64', `${T}NanoTime`],          '49023000001000',            TIME,    49_023_000_001],
  ['pg.decimal', 'NUMERIC',              'precise, no scale',          'both',     ['struct', `${D}VariableScaleDecimal`], '{"scale":3,"value":"BNI="}', decimal(18, 3), 1234n],
  ['pg.decimal', 'NUMERIC',              'zeros behind the scale',     'both',     ['struct', `${D}VariableScaleDecimal`], '{"scale":3,"value":"BMQ="}', decimal(12, 2), 122],
  ['pg.decimal', 'NUMERIC',              'negative scale',             'both',     ['struct', `${D}VariableScaleDecimal`], '{"scale":-2,"value":"BQ=="}', decimal(12, 2), 50_000],
  ['pg.decimal', 'NUMERIC',              'as text',                    'both',     ['struct', `${D}VariableScaleDecimal`], '{"scale":2,"value":"+y4="}', STRING, '-12.34'],
  ['pg.decimal', 'MONEY',                'money.fraction.digits=2',    'both',     ['bytes', `${C}Decimal`, { scale: '2' }], '"BNI="',              decimal(19, 2), 1234n],
  ['pg.hstore', 'HSTORE',                'hstore=json',                'both',     ['string', `${D}Json`],             String.raw`"{\"k\":\"v\"}"`, map(STRING), new Map([['k', 'v']])],
  ['pg.hstore', 'HSTORE',                'hstore=map',                 'both',     ['map'],                            '{"k":null}',                map(nullable(STRING)), new Map([['k', null]])],
  ['pg.space', 'POINT',                  '',                           'both',     ['struct', `${D}geometry.Point`],   '{"x":0,"y":0,"wkb":null,"srid":null}', POINT, { x: 0, y: 0, wkb: null, srid: null }],
  ['pg.pgvector', 'VECTOR',              '',                           'both',     ['array', `${D}DoubleVector`],      '[0.5,1]',                   array(DOUBLE), [0.5, 1]],
  ['ev',       'no value',               '',                           'both',     ['string'],                         'null',                      nullable(STRING), null],
]

const EVENT = { source: avro.record('Source', avro.field('ts_ms', LONG)), op: STRING }

function reader(type: AvroSchema) {
  const row = avro.record('Row', avro.field('x', type))
  const contract = avro.contract(
    avro.record(
      'Envelope',
      avro.field('before', nullable(row)),
      avro.field('after', nullable(row)),
      avro.field('source', EVENT.source),
      avro.field('op', EVENT.op),
    ),
  )
  const shape = contractShape(contract)
  const convert = debeziumConverter(shape)
  const decode = compileJsonDecoder(contract)
  return (text: string) => {
    const { after } = decode(convert(openMessage(readJson(text, longMembers(shape)))))
    return (after as { readonly x: unknown }).x
  }
}

const payload = (json: string): string => `{"before":null,"after":{"x":${json}},"source":{"ts_ms":1,"lsn":5},"op":"c"}`

function declaredText([type, name, parameters]: Declared, json: string): string {
  const field = { type, optional: true, field: 'x', ...(name && { name }), ...(parameters && { parameters }) }
  const row = (at: string) => ({ type: 'struct', fields: [field], optional: true, field: at })
  const schema = { type: 'struct', fields: [row('before'), row('after')], name: 'x.Envelope' }
  return `{"schema":${JSON.stringify(schema)},"payload":${payload(json)}}`
}

test.for(rows)('%s: %s %s', ([, , , how, declared, json, type, value]) => {
  const read = reader(type)
  if (how !== 'declared') expect(read(payload(json))).toEqual(value)
  if (how !== 'plain') expect(read(declaredText(declared, json))).toEqual(value)
})

// biome-ignore format: one row a case
const refused: [why: string, declared: Declared, json: string, contract: AvroSchema, message: RegExp][] = [
  ['a double with more digits than it has', ['double'], '1234567890123456.5',  decimal(20, 2), /exactly/],
  ['a double in scientific notation',       ['double'], '1e21',                decimal(30, 2), /exactly/],
  ['the sum of 0.1 and 0.2 as a double',    ['double'], '0.30000000000000004', decimal(12, 2), /exactly/],
  ['digits that may be base64',             ['bytes'],  '"1234"',              decimal(8, 0),  /may be the number or base64/],
  ['nanoseconds that would be lost',        ['int64', `${T}NanoTimestamp`], '1529501823123456789', TIMESTAMP, /no whole number of microseconds/],
  ['nanoseconds as text',                   ['string', `${T}ZonedTimestamp`], '"2018-06-20T13:37:03.123456789Z"', TIMESTAMP, /no whole number of microseconds/],
  ['a duration as the time of a day',       ['int64', `${T}MicroTime`], '86400000000', TIME, /no time of a day/],
  ['a scale that the contract does not have', ['bytes', `${C}Decimal`, { scale: '4' }], '"BNI="', decimal(12, 2), /4 fraction digits where 2/],
  ['a value that was not sent',             ['string'], '"__debezium_unavailable_value"', STRING, /not sent/],
  ['bytes that were not sent',              ['bytes'],  '"X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ=="', BYTES, /not sent/],
  ['text where a number was',               ['string'], '"12"',                INT,            /expected/],
]

test.for(refused)('%s is refused', ([, declared, json, type, message]) => {
  expect(() => reader(type)(declaredText(declared, json))).toThrow(message)
})

test('whoever writes new things into the source block stops nobody; an unknown column does', () => {
  const read = reader(STRING)
  expect(
    read('{"before":null,"after":{"x":"a"},"source":{"ts_ms":1,"new":{"a":1}},"op":"c","ts_ns":1559033904863841257}'),
  ).toBe('a')
  expect(() => read('{"before":null,"after":{"x":"a","y":1},"source":{"ts_ms":1},"op":"c"}')).toThrow(/y/)
})
