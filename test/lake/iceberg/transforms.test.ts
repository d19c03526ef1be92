import { expect, test } from 'vitest'
import { murmur3 } from '../../../src/lake/iceberg/murmur3.ts'
import { parseTransform } from '../../../src/lake/iceberg/partition-spec.ts'
import { uuidBytes, type Value, valueBytes, valueFrom } from '../../../src/lake/iceberg/single-value.ts'
import { transformValue } from '../../../src/lake/iceberg/transform-value.ts'
import type { PrimitiveType } from '../../../src/lake/iceberg/types.ts'

const bytes = (...values: number[]) => Uint8Array.of(...values)
const text = (value: string) => new TextEncoder().encode(value)
const decimal: PrimitiveType = { kind: 'decimal', precision: 9, scale: 2 }
/** Microseconds of 2017-11-16T22:31:08. */
const MOMENT = 1_510_871_468_000_000n

// The hash values of the table specification, "Appendix B: 32-bit Hash Requirements".
// biome-ignore format: one row a case
const hashes: [of: string, bytes: Uint8Array, hash: number][] = [
  ['34 as an int or long',                        bytes(34, 0, 0, 0, 0, 0, 0, 0),                          2017239379],
  ['14.20 as a decimal',                          bytes(0x05, 0x8c),                                       -500754589],
  ['"iceberg"',                                   text('iceberg'),                                         1210000089],
  ['the uuid f79c3e09-677c-4bbd-a479-3f349cb785e7', uuidBytes('f79c3e09-677c-4bbd-a479-3f349cb785e7'),     1488055340],
  ['the bytes 00 01 02 03',                       bytes(0, 1, 2, 3),                                       -188683207],
]

test.each(hashes)('the hash of %s is the specification’s', (_, given, hash) => expect(murmur3(given)).toBe(hash))

// Days, months and hours by hand: 17,486 days are 47 years of 365, 12 leap days, and 319 days of 2017 (up to November 16).
// bucket: (hash & 0x7fffffff) % N with the hashes above; 2017239379 % 16 = 3, 1210000089 % 16 = 9, (-500754589 & 0x7fffffff) % 16 = 3.
// biome-ignore format: one row a case
const values: [transform: string, type: PrimitiveType, value: Value | null, result: Value | null][] = [
  ['identity',     { kind: 'string' },      'br',            'br'],
  ['void',         { kind: 'string' },      'br',            null],
  ['day',          { kind: 'timestamptz' }, MOMENT,          17_486],
  ['day',          { kind: 'timestamptz' }, -1n,             -1],
  ['day',          { kind: 'date' },        17_486,          17_486],
  ['month',        { kind: 'timestamptz' }, MOMENT,          47 * 12 + 10],
  ['month',        { kind: 'timestamptz' }, -1n,             -1],
  ['year',         { kind: 'timestamptz' }, MOMENT,          47],
  ['year',         { kind: 'timestamptz' }, -1n,             -1],
  ['hour',         { kind: 'timestamp' },   MOMENT,          17_486 * 24 + 22],
  ['hour',         { kind: 'timestamp' },   -1n,             -1],
  ['bucket[16]',   { kind: 'int' },         34,              3],
  ['bucket[16]',   { kind: 'long' },        34n,             3],
  ['bucket[16]',   decimal,                 1420n,           3],
  ['bucket[16]',   { kind: 'string' },      'iceberg',       9],
  ['bucket[16]',   { kind: 'string' },      null,            null],
  // The examples of the specification, "Truncate Transform Details".
  ['truncate[10]', { kind: 'int' },         1,               0],
  ['truncate[10]', { kind: 'int' },         -1,              -10],
  ['truncate[10]', { kind: 'long' },        1n,              0n],
  ['truncate[50]', decimal,                 1065n,           1050n],
  ['truncate[3]',  { kind: 'string' },      'iceberg',       'ice'],
  ['truncate[2]',  { kind: 'string' },      '🧊é1',          '🧊é'],
]

test.each(values)('%s of %o', (transform, type, value, result) =>
  expect(transformValue(parseTransform(transform), type, value)).toEqual(result),
)

// Appendix D, by hand: little-endian numbers, big-endian decimals.
// biome-ignore format: one row a case
const bounds: [type: PrimitiveType, value: Value, bytes: Uint8Array][] = [
  [{ kind: 'boolean' },     true,          bytes(1)],
  [{ kind: 'int' },         -2,            bytes(0xfe, 0xff, 0xff, 0xff)],
  [{ kind: 'date' },        17_486,        bytes(0x4e, 0x44, 0, 0)],
  [{ kind: 'long' },        258n,          bytes(2, 1, 0, 0, 0, 0, 0, 0)],
  [{ kind: 'timestamptz' }, -1n,           bytes(255, 255, 255, 255, 255, 255, 255, 255)],
  [{ kind: 'float' },       1,             bytes(0, 0, 0x80, 0x3f)],
  [{ kind: 'double' },      -2,            bytes(0, 0, 0, 0, 0, 0, 0, 0xc0)],
  [{ kind: 'string' },      'é',           bytes(0xc3, 0xa9)],
  [decimal,                 1420n,         bytes(0x05, 0x8c)],
  [decimal,                 -1n,           bytes(0xff)],
  [decimal,                 128n,          bytes(0, 0x80)],
  [decimal,                 -128n,         bytes(0x80)],
  [{ kind: 'uuid' },        '00010203-0405-0607-0809-0a0b0c0d0e0f', bytes(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)],
  [{ kind: 'binary' },      bytes(7, 0),   bytes(7, 0)],
]

test.each(bounds)('the bound of %o %s stands as Appendix D says, and is read back', (type, value, expected) => {
  expect(valueBytes(type, value)).toEqual(expected)
  expect(valueFrom(type, expected)).toEqual(value)
})

test('a bound that was written when the column was an int is read as the long it is now', () =>
  expect(valueFrom({ kind: 'long' }, bytes(0xfe, 0xff, 0xff, 0xff))).toBe(-2n))
