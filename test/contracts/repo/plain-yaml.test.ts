import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isAlias, isCollection, isMap, isScalar, LineCounter, parseDocument } from 'yaml'
import { readPlainYaml, type Span } from '../../../src/contracts/repo/plain-yaml.ts'
import { repo } from '../../built.ts'

/** What the real parser makes of it; undefined when it finds a mistake. */
function real(text: string): { value: unknown } | undefined {
  const document = parseDocument(text, { prettyErrors: false, stringKeys: true })
  return document.errors.length > 0 ? undefined : { value: document.toJS() }
}

/** Where the real parser finds every value and key, by JSON pointer. */
function realSpans(text: string): Map<string, Span> {
  const lines = new LineCounter()
  const spans = new Map<string, Span>()
  const spot = (node: unknown): [number, number] => {
    if (!isScalar(node) && !isCollection(node) && !isAlias(node)) throw new Error('a node without a place')
    const { line, col } = lines.linePos(node.range?.[0] ?? -1)
    return [line, col]
  }
  const visit = (node: unknown, at: string, key?: unknown): void => {
    spans.set(at, { value: spot(node), ...(key !== undefined && { key: spot(key) }) })
    if (isMap(node)) for (const pair of node.items) visit(pair.value, `${at}/${pair.key}`, pair.key)
    else if (isCollection(node)) for (const [i, item] of node.items.entries()) visit(item, `${at}/${i}`)
  }
  visit(parseDocument(text, { prettyErrors: false, stringKeys: true, lineCounter: lines }).contents, '')
  return spans
}

/** The quick reader may pass, but never say something else, of values or of places. */
function agrees(text: string): 'same' | 'passed' {
  const spans = new Map<string, Span>()
  const quick = readPlainYaml(text)
  expect(readPlainYaml(text, spans)).toEqual(quick)
  if (quick === undefined) return 'passed'
  expect(quick, text).toEqual(real(text))
  const places = realSpans(text)
  for (const [at, span] of spans) expect([at, span], text).toEqual([at, places.get(at)])
  return 'same'
}

const files = globSync('contracts/**/*.odcs.yaml', { cwd: repo }).map((file) => readFileSync(join(repo, file), 'utf8'))

test('every contract of this repository reads the same, and most of them quickly', () => {
  expect(files.length).toBeGreaterThan(20)
  const quick = files.filter((text) => agrees(text) === 'same').length
  expect(quick / files.length).toBeGreaterThan(0.8)
})

// biome-ignore format: one row a case
const texts: [text: string, is: 'same' | 'passed'][] = [
  ['a: 1\n',                               'same'],
  ['a: 1',                                 'same'],
  ['a:\nb: x\n',                           'same'],
  ['a:\n- x\n- y: 1\n  z: 2\nb: 1\n',      'same'],
  ['a:\n  - x\n  -   y: 1\n      z: 2\n',  'same'],
  ['- a\n- b\n',                           'same'],
  ['# c\na: "x # y" \n  # d\nb: c\n',      'same'],
  ['a: ["x, y", z, 1, -2.5, \'q\']\n',     'same'],
  ['a: []\n',                              'same'],
  ['a: >-\n  one\n  two\nb: 1\n',          'same'],
  ['a: >\n  one\n  two\n',                 'same'],
  ['v: 1.0.0\nd: 2027-01-02\nt: 2027-01-02T03:04:05Z\n', 'same'],
  ['a: true\nb: False\nc: null\nd: yes\ne: nullable\n', 'same'],
  ['a: 0.10\nb: -3\nc: 1.5\n',             'same'],
  ['a: http://x/y\nb: x:y\nc: a#b\n',      'same'],
  ['a: ./x.avsc\nb: ../y\n',               'same'],
  ['a: it\'s "so"\n',                      'same'],
  ['a: 1\na: 2\n',                         'passed'],
  ['a: x\n  y\n',                          'passed'],
  ['a: x: y\n',                            'passed'],
  ['a: x #c\n',                            'passed'],
  ['a: &x 1\nb: *x\n',                     'passed'],
  ['a: !!str 1\n',                         'passed'],
  ['a: |\n  x\n',                          'passed'],
  ['a: >-\n  one\n\n  two\n',              'passed'],
  ['a: >-\n  one\n   two\n',               'passed'],
  ['a: >2\n   one\n',                      'passed'],
  ['a: {b: 1}\n',                          'passed'],
  ['a: [x, [y]]\n',                        'passed'],
  ['a: [x,\n  y]\n',                       'passed'],
  ['a: "x\\n"\n',                          'passed'],
  ['a: \'it\'\'s\'\n',                     'passed'],
  ['a: 0x10\n',                            'passed'],
  ['a: 012\n',                             'passed'],
  ['a: 1e3\n',                             'passed'],
  ['a: .5\n',                              'passed'],
  ['a: ~\n',                               'passed'],
  ['a: - x\n',                             'passed'],
  ['true: 1\n',                            'passed'],
  ['__proto__: 1\n',                       'passed'],
  ['a:\tx\n',                              'passed'],
  ['a: x\r\n',                             'passed'],
  ['---\na: 1\n',                          'passed'],
  ['a: 1\n---\nb: 1\n',                    'passed'],
  ['  a: 1\n',                             'passed'],
  ['a: 1\n b: 2\n',                        'passed'],
  ['a:\n  b: 1\n c: 2\n',                  'passed'],
  ['a: 12345678901234567890\n',            'passed'],
  ['a: @x\n',                              'passed'],
  ['a: x\n# c\n  y\n',                     'passed'],
  ['a: >-\n  one\n  # no comment\nb: 1\n', 'same'],
  ['a: >-\n  one\n# a comment\nb: 1\n',    'passed'],
  ['a: >-\nb: 1\n',                        'passed'],
  ['',                                     'passed'],
  ['x\n',                                  'passed'],
]

test.for(texts)('%j', ([text, is]) => {
  expect(agrees(text)).toBe(is)
})

const WORDS = [
  '\u00a0',
  '\ufeff',

  'a',
  'b:',
  'c: ',
  '- ',
  '-',
  ' ',
  '  ',
  '\n',
  '\n  ',
  '\n    ',
  '\n- ',
  '# x',
  ' #',
  ': ',
  ':',
  '"',
  "'",
  '[',
  ']',
  ', ',
  '{',
  '}',
  '|',
  '>',
  '>-',
  '&x',
  '*x',
  '!',
  '%',
  '@',
  '`',
  '?',
  '? ',
  '~',
  'null',
  'true',
  '0',
  '12',
  '1.5',
  '-1',
  '.5',
  '1e3',
  '2027-01-01',
  '1.0.0',
  'é',
  '订',
  '\t',
  '\\',
  '---',
  '...',
  'key: value',
  '\n  key: value',
  '\nkey:\n  - x: 1\n    y: 2',
  '\nlong: >-\n  some\n  text',
]

test('whatever is put together from the pieces of YAML, it says the same or passes', () => {
  const counts = { same: 0, passed: 0 }
  const pieces = fc.array(fc.constantFrom(...WORDS), { maxLength: 14 }).map((words) => words.join(''))
  fc.assert(
    fc.property(pieces, (text) => void counts[agrees(text)]++),
    { seed: 7, numRuns: 30_000 },
  )
  expect(counts.same).toBeGreaterThan(300)
})

test('whatever is changed in a contract, it says the same or passes', () => {
  const counts = { same: 0, passed: 0 }
  const edited = fc
    .tuple(
      fc.constantFrom(...files),
      fc.array(fc.tuple(fc.nat(10_000), fc.nat(12), fc.constantFrom(...WORDS)), { minLength: 1, maxLength: 3 }),
    )
    .map(([text, edits]) =>
      edits.reduce(
        (now, [at, length, word]) => now.slice(0, at % now.length) + word + now.slice((at % now.length) + length),
        text,
      ),
    )
  fc.assert(
    fc.property(edited, (text) => void counts[agrees(text)]++),
    { seed: 7, numRuns: 3_000 },
  )
  expect(counts.same).toBeGreaterThan(200)
})
