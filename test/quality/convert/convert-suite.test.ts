import { globSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { convertSuite } from '../../../src/quality/convert/convert-suite.ts'

const root = new URL('../../../', import.meta.url)
const there = (text: string) => convertSuite('s.json', text, 'yaml').text
const back = (text: string) => convertSuite('s.yaml', text, 'json').text

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }).map((text) => text.toWellFormed()),
    fc.constantFrom(
      'yes',
      'NULL',
      '~',
      '1e3',
      '0x1f',
      '- a',
      '# no',
      '{"$PARAMETER"}',
      ' a',
      'a: b',
      '',
      '2017-01-31',
      '2017-01-31 10:00:00',
      '12:30:00',
      'no',
      '0o17',
      '0777',
      '0b11',
      '!tag',
      '&a',
      '*a',
      '<<',
      '\u0085',
      '\u2028',
      '\ufeff',
    ),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(
      fc.string({ unit: 'grapheme' }).filter((key) => key !== '__proto__'),
      tie('any'),
      { maxKeys: 4 },
    ),
  ),
})).any

const suite = fc.record({
  name: fc.string({ minLength: 1, unit: 'grapheme' }),
  expectations: fc.array(
    fc.record({
      type: fc.constantFrom('expect_column_to_exist', 'unexpected_rows_expectation'),
      kwargs: fc.dictionary(
        fc.string({ unit: 'grapheme-ascii' }).filter((key) => key !== '__proto__'),
        value,
        { maxKeys: 4 },
      ),
      severity: fc.constantFrom('critical', 'warning', null),
    }),
    { maxLength: 3 },
  ),
  meta: fc.dictionary(
    fc.string({ unit: 'grapheme-ascii' }).filter((key) => key !== '__proto__'),
    value,
    { maxKeys: 3 },
  ),
})

test('JSON → YAML → JSON: not a value is lost, whatever is in it', () => {
  fc.assert(
    fc.property(suite, (one) => {
      const json = JSON.stringify(one)
      const yaml = there(json)
      // As another parser of JSON, and the YAML reader by itself, understand it.
      expect(JSON.parse(back(yaml))).toEqual(JSON.parse(json))
      expect(parse(yaml)).toEqual(JSON.parse(json))
      // PyYAML, which reads for Great Expectations' users, knows YAML 1.1: dates, yes and no.
      expect(parse(yaml, { version: '1.1' })).toEqual(JSON.parse(json))
      expect(JSON.stringify(JSON.parse(back(yaml)))).toBe(json)
      // Once more changes nothing.
      expect(there(back(yaml))).toBe(yaml)
    }),
    { numRuns: 500 },
  )
}, 60_000)

test.for(globSync('expectations/**/*.json', { cwd: root }))('%s', (path) => {
  const text = readFileSync(new URL(path, root), 'utf8')
  expect(JSON.parse(back(there(text)))).toEqual(JSON.parse(text))
})

test('an integer beyond 2^53 keeps its digits', () => {
  const json = '{"name": "s", "expectations": [], "meta": {"id": 9007199254740993}}'
  expect(there(json)).toBe('name: s\nexpectations: []\nmeta:\n  id: 9007199254740993\n')
  expect(back(there(json))).toContain('"id": 9007199254740993')
})

test('anchors are written out, comments are told', () => {
  const yaml =
    'name: s\n# why\nexpectations:\n  - type: expect_column_to_exist\n    kwargs: &k {column: a}\n  - type: expect_column_values_to_be_null\n    kwargs: *k\n'
  const { text, hadComments } = convertSuite('s.yaml', yaml, 'json')
  expect(JSON.parse(text).expectations.map(({ kwargs }: { kwargs: unknown }) => kwargs)).toEqual([
    { column: 'a' },
    { column: 'a' },
  ])
  expect(hadComments).toBe(true)
  expect(convertSuite('s.yaml', 'name: "#1"\nexpectations: []\n', 'json').hadComments).toBe(false)
})

// biome-ignore format: one row a case
const refused: [what: string, text: string, message: RegExp][] = [
  ['no YAML',             'name: [',                                                  /./],
  ['no suite',            'columns: []',                                              /this is no suite/],
  ['infinity',            'name: s\nexpectations: []\nmeta: {a: .inf}\n',             /Infinity cannot be said in JSON/],
  ['a key twice',         '{"name": "s", "name": "t", "expectations": []}',           /./],
]
test.for(refused)('%s is refused', ([, text, message]) => {
  expect(() => convertSuite('s.yaml', text, 'json')).toThrow(message)
})
