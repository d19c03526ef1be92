import { expect, test } from 'vitest'
import { failureText } from '../../src/cli/failure.ts'
import { progressLine } from '../../src/cli/progress.ts'
import type { Report } from '../../src/cli/report/report.ts'
import { table } from '../../src/cli/table.ts'
import { textWidth } from '../../src/cli/width.ts'
import { DqError } from '../../src/kernel/errors.ts'
import { reported } from './report/sample.ts'

// Cells as a terminal draws them: Unicode Standard Annex 11 (East Asian Width), W and F take two.
// biome-ignore format: one row a case
const widths: [what: string, text: string, cells: number][] = [
  ['plain letters',              'order.created',       13],
  ['accents',                    'São Paulo',           9],
  ['an accent as its own mark',  'Sa\u0303o',           3],
  ['Chinese',                    '订单',                 4],
  ['Japanese, halfwidth kana',   'ｱｲ',                  2],
  ['Korean',                     '주문',                 4],
  ['fullwidth letters',          'ＡＢ',                 4],
  ['an emoji',                   '🚚',                  2],
  ['an emoji of several parts',  '👩‍💻',                  2],
  ['a flag',                     '🇧🇷',                  2],
  ['colour codes',               '\u001b[31mred\u001b[39m', 3],
  ['box drawing',                '──▶',                 3],
  ['nothing',                    '',                    0],
]

test.for(widths)('width of %s', ([, text, cells]) => {
  expect(textWidth(text)).toBe(cells)
})

test('columns line up whatever is in them, and lines end without spaces', () => {
  const rows = [
    ['id', 'what', 'rows'],
    ['订单', '\u001b[31mbad\u001b[39m', '7'],
    ['order', '', '1200'],
  ]
  expect(table(rows, { right: [2] })).toBe(
    ['id     what  rows', '订单   \u001b[31mbad\u001b[39m      7', 'order        1200'].join('\n'),
  )
})

test('an empty table is empty text', () => {
  expect(table([])).toBe('')
})

const report: Report = {
  findings: [
    {
      rule: 'unknown-key',
      severity: 'error',
      at: { file: 'contracts/a.odcs.yaml', line: 12, column: 5 },
      message: 'unknown key "onwer"',
      fix: 'write "owner"',
    },
    { rule: 'no-owner', severity: 'warning', at: { file: 'contracts/b.odcs.yaml' }, message: 'nobody owns it' },
  ],
  looked: { contract: 2, example: 1 },
}

test('text: a line a finding, its fix, and what was looked at', () => {
  expect(reported('text', report)).toBe(
    [
      'contracts/a.odcs.yaml:12:5  error    unknown key "onwer"  (unknown-key)',
      '    fix: write "owner"',
      'contracts/b.odcs.yaml       warning  nobody owns it  (no-owner)',
      '2 contracts, 1 example, 2 findings (1 error, 1 warning)',
    ].join('\n'),
  )
})

test('text: nothing found is one line', () => {
  expect(reported('text', { findings: [], looked: { contract: 9 } })).toBe('9 contracts, 0 findings')
})

test('json: the same as data, exact integers included', () => {
  expect(JSON.parse(reported('json', report))).toEqual(report)
  expect(reported('json', { findings: [], looked: { row: 9007199254740993n as unknown as number } })).toContain(
    '"9007199254740993"',
  )
})

test('an expected failure is message, place and hint; a bug keeps its stack', () => {
  const expected = new DqError('unknown field "amont"', {
    at: { file: 'a.yaml', line: 3, column: 1, path: '/x/0' },
    hint: 'fields: amount',
  })
  expect(failureText(expected)).toBe('error: a.yaml:3:1: unknown field "amont"\n  hint: fields: amount')
  const inside = new DqError('unknown field "amont"', { at: { file: 'a.json', path: '/x/0' } })
  expect(failureText(inside)).toBe('error: a.json: unknown field "amont" (at /x/0)')
  expect(failureText(new TypeError('x is undefined'))).toMatch(
    /this is a bug in dq, please report it\nTypeError: x is undefined\n +at /,
  )
})

function terminal(columns = 20, isTTY = true) {
  const written: string[] = []
  let now = 0
  const line = progressLine({ isTTY, columns, write: (text) => written.push(text) }, () => now, false)
  return {
    written,
    line,
    tick: (ms: number) => {
      now += ms
    },
  }
}

test('progress replaces its own line, at most ten times a second, and leaves nothing behind', () => {
  const { written, line, tick } = terminal()
  line.update(() => 'one')
  tick(50)
  line.update(() => 'too soon')
  tick(50)
  line.update(() => 'a line longer than the terminal')
  line.clear()
  line.clear()
  const ERASE = '\r\u001b[2K'
  expect(written).toEqual([`${ERASE}one`, `${ERASE}a line longer than…`, ERASE])
})

test('progress is silent when stderr is no terminal, and in CI', () => {
  const { written, line } = terminal(80, false)
  line.update(() => 'x')
  const inCi = progressLine({ isTTY: true, write: (text) => written.push(text) }, () => 0, true)
  inCi.update(() => 'x')
  inCi.clear()
  expect(written).toEqual([])
})
