import { expect, test } from 'vitest'
import { canonicalJson } from '../../src/kernel/canonical-json.ts'
import { parseExact } from '../../src/kernel/exact-json.ts'

// biome-ignore format: one row a case
const same: [what: string, a: string, b: string, text: string][] = [
  ['the order of keys',        '{"b": 1, "a": {"d": 2, "c": 3}}', '{"a":{"c":3,"d":2},"b":1}', '{"a":{"c":3,"d":2},"b":1}'],
  ['keys by code point, not by UTF-16', '{"\\ud83d\\ude00": 1, "\\uffee": 2}', '{"\\uffee": 2, "\\ud83d\\ude00": 1}', '{"\uffee":2,"\u{1f600}":1}'],
  ['keys like numbers',        '{"b": 1, "10": 2, "9": 3}',       '{"9":3,"10":2,"b":1}',      '{"10":2,"9":3,"b":1}'],
  ['long numbers, all digits', '[5983546212239417236]',           '[ 5983546212239417236 ]',   '[5983546212239417236]'],
  ['a key called __proto__',   '{"__proto__": {"a": 1}, "a": 2}', '{"a": 2, "__proto__": {"a": 1}}', '{"__proto__":{"a":1},"a":2}'],
]

test.for(same)('%s makes no other text', ([, a, b, text]) => {
  expect([canonicalJson(parseExact(a)), canonicalJson(parseExact(b))]).toEqual([text, text])
})

test('the order of a list does', () => {
  expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]))
})

test('a number that JSON cannot write is refused', () => {
  expect(() => canonicalJson(parseExact('{"a": 1e999}'))).toThrow(RangeError)
})
