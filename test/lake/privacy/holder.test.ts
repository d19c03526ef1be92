import { expect, test } from 'vitest'
import { avroString } from '../../../src/lake/privacy/avro-string.ts'
import { holder } from '../../../src/lake/privacy/holder.ts'

const UUID = '3fa85f64-5717-4562-b3fc-2c963f66afa6'
const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1')
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

// By hand from Avro's specification: zigzag of 3 is 6, of 36 is 72 (the letter H), of 64 is 128, which takes two bytes.
// biome-ignore format: one row a case
const strings: [text: string, hex: string][] = [
  ['ana',          '06616e61'],
  ['',             '00'],
  ['ã',            '04c3a3'],
  [UUID,           `48${Buffer.from(UUID).toString('hex')}`],
  ['a'.repeat(64), `8001${'61'.repeat(64)}`],
]

test.for(strings)('a text in Avro: %j', ([text, hex]) => {
  expect(Buffer.from(avroString(text)).toString('hex')).toBe(hex)
})

// biome-ignore format: one row a case
const texts: [what: string, ids: string[], text: string, isHeld: boolean][] = [
  ['a word of its own',                 ['ana'],        '{"key": "ana", "n": 1}',                          true],
  ['a part of a word is somebody else', ['ana'],        '{"key": "banana"}',                               false],
  ['beside a sign',                     ['ana'],        'ana,1',                                           true],
  ['as JSON writes it',                 ['a"b'],        '{"key": "a\\"b"}',                                true],
  ['bytes in base64',                   ['ana'],        `{"raw": "${base64(latin1('{"k":"ana"}'))}"}`,     true],
  ['bytes in base64 without padding',   ['ana'],        `{"raw": "${base64(latin1('{"k":"ana"}')).replace(/=+$/, '')}"}`, true],
  ['Avro in base64, between letters',   [UUID],         `{"raw": "${base64(latin1(`H${UUID}Hother`))}"}`,  true],
  ['signs of patterns are none',        ['a.a'],        'aXa',                                             false],
  ['one of several ids',                ['rui', 'ana'], 'ana',                                             true],
]

test.for(texts)('in a text: %s', ([, ids, text, isHeld]) => {
  expect(holder(ids).inText(text)).toBe(isHeld)
})

// biome-ignore format: one row a case
const records: [what: string, ids: string[], bytes: Uint8Array, isHeld: boolean][] = [
  ['a key',                                ['ana'], latin1('ana'),                                            true],
  ['a longer key',                         ['ana'], latin1('anabel'),                                         false],
  ['a field of Avro between letters',      [UUID],  latin1(`\0\0\0\0\x07H${UUID}Habc`),                       true],
  ['a field that only begins with the id', ['ana'], latin1('\0\0\0\0\x07\x0canabel'),                         false],
  ['a field that only ends with the id',   ['ana'], latin1('\0\0\0\0\x07\x0cbanana'),                         false],
  ['in a text inside of a field',          ['ana'], latin1('\0\0\0\0\x07\x14no "ana" yet'),                   true],
  ['beside bytes that are no text',        ['ana'], Uint8Array.from([0xff, 0xfe, 6, 0x61, 0x6e, 0x61, 0x62]), true],
  ['letters beyond ASCII',                 ['joão'], Buffer.from('{"key":"joão"}'),                           true],
  ['a sign of patterns as the length',     ['a'.repeat(20)], latin1(`x(${'a'.repeat(20)}x`),                   true],
  ['JSON with Avro in base64',             [UUID],  Buffer.from(`{"raw":"${base64(latin1(`H${UUID}H`))}"}`),  true],
  ['nothing',                              ['ana'], new Uint8Array(),                                         false],
]

test.for(records)('in bytes: %s', ([, ids, bytes, isHeld]) => {
  expect(holder(ids).inBytes(bytes)).toBe(isHeld)
})
