import { expect, test } from 'vitest'
import { describeChange } from '../../../src/contracts/diff/describe.ts'
import { formatPlace } from '../../../src/kernel/finding.ts'
import { suiteChanges } from '../../../src/quality/changes/suite-changes.ts'
import { memoryFiles } from '../../contracts/memory-files.ts'

type Kwargs = Readonly<Record<string, unknown>>
type One = { readonly type: string; readonly kwargs: Kwargs; readonly severity?: string; readonly id?: string }

const one = (type: string, kwargs: Kwargs, more: Omit<One, 'type' | 'kwargs'> = {}): One => ({ type, kwargs, ...more })
const notNull = (column: string, more: Kwargs = {}) => one('expect_column_values_to_not_be_null', { column, ...more })
const between = (bounds: Kwargs) => one('expect_column_values_to_be_between', { column: 'total', ...bounds })
const inSet = (...set: string[]) => one('expect_column_values_to_be_in_set', { column: 'state', value_set: set })
const notInSet = (...set: string[]) => one('expect_column_values_to_not_be_in_set', { column: 'state', value_set: set })
const rows = (kwargs: Kwargs) => one('expect_table_row_count_to_be_between', kwargs)
const regex = (text: string) => one('expect_column_values_to_match_regex', { column: 'cep', regex: text })
const fresh = (minutes: number) => one('dq_rows_to_be_fresh', { column: 'at', max_age_minutes: minutes })
const totals = (tolerance?: string) =>
  one('dq_totals_to_reconcile', { column: 'a', other_table: 't', other_column: 'b', ...(tolerance && { tolerance }) })

const PATH = 'silver/silver.orders.json'
const suite = (expectations: readonly One[], more: object = {}) => {
  const own = expectations.filter(({ type }) => type.startsWith('dq_'))
  return JSON.stringify(
    {
      name: 'silver.orders',
      expectations: expectations.filter(({ type }) => !type.startsWith('dq_')),
      ...(own.length > 0 && { meta: { dq: { expectations: own } } }),
      ...more,
    },
    null,
    2,
  )
}

async function changes(before: Record<string, string>, after: Record<string, string>) {
  const found = await suiteChanges(memoryFiles(before, 'old'), memoryFiles(after, 'new'))
  const lines = found.changes.map((change) => `${describeChange(change).sign} ${describeChange(change).text}`)
  return { ...found, lines }
}

const S = (kind: string, of: string, from: string, to: string) => [`~ ${kind} expectation ${of}, ${from} → ${to}`]
const BETWEEN = 'expect_column_values_to_be_between (total)'
const NOT_NULL = 'expect_column_values_to_not_be_null (id)'
const IN_SET = 'expect_column_values_to_be_in_set (state)'
const NOT_IN = 'expect_column_values_to_not_be_in_set (state)'

// biome-ignore format: one row a case
const cases: [what: string, before: One[], after: One[], says: string[]][] = [
  ['nothing',                        [notNull('id'), inSet('A')], [inSet('A'), notNull('id')],                    []],
  ['one goes',                       [notNull('id'), inSet('A')], [inSet('A')],                                   ['- expectation expect_column_values_to_not_be_null (id)']],
  ['one comes',                      [inSet('A')], [notNull('id'), inSet('A')],                                   ['+ expectation expect_column_values_to_not_be_null (id)']],
  ['one goes over to another column', [notNull('id')], [notNull('key')],                                          ['- expectation expect_column_values_to_not_be_null (id)', '+ expectation expect_column_values_to_not_be_null (key)']],
  ['mostly falls',                   [notNull('id')], [notNull('id', { mostly: 0.9 })],                           S('loosened', NOT_NULL, 'mostly 1', 'mostly 0.9')],
  ['mostly rises',                   [notNull('id', { mostly: 0.9 })], [notNull('id')],                           S('tightened', NOT_NULL, 'mostly 0.9', 'mostly 1')],
  ['mostly is written out',          [notNull('id')], [notNull('id', { mostly: 1 })],                             []],
  ['it counts for less',             [notNull('id')], [{ ...notNull('id'), severity: 'warning' }],                S('loosened', NOT_NULL, 'severity critical', 'severity warning')],
  ['it counts for more',             [{ ...notNull('id'), severity: 'info' }], [{ ...notNull('id'), severity: 'warning' }], S('tightened', NOT_NULL, 'severity info', 'severity warning')],
  ['the least falls',                [between({ min_value: 1 })], [between({ min_value: 0 })],                     S('loosened', BETWEEN, 'min_value 1', 'min_value 0')],
  ['the least goes',                 [between({ min_value: 1, max_value: 9 })], [between({ max_value: 9 })],       S('loosened', BETWEEN, 'min_value 1', 'min_value none')],
  ['the most falls',                 [between({ max_value: 9 })], [between({ max_value: 8 })],                     S('tightened', BETWEEN, 'max_value 9', 'max_value 8')],
  ['the most rises, the least too',  [between({ min_value: 0, max_value: 9 })], [between({ min_value: 1, max_value: 10 })], S('loosened', BETWEEN, 'max_value 9', 'max_value 10')],
  ['a day moves on',                 [between({ max_value: '2026-01-31' })], [between({ max_value: '2026-02-01' })], S('loosened', BETWEEN, 'max_value 2026-01-31', 'max_value 2026-02-01')],
  ['the bound itself is let in',     [between({ min_value: 0, strict_min: true })], [between({ min_value: 0 })],   S('loosened', BETWEEN, 'strict_min true', 'strict_min false')],
  ['a value more is allowed',        [inSet('A')], [inSet('A', 'B')],                                             S('loosened', IN_SET, 'value_set ["A"]', 'value_set ["A","B"]')],
  ['a value less is allowed',        [inSet('A', 'B')], [inSet('A')],                                             S('tightened', IN_SET, 'value_set ["A","B"]', 'value_set ["A"]')],
  ['one value for another',          [inSet('A')], [inSet('B')],                                                  S('loosened', IN_SET, 'value_set ["A"]', 'value_set ["B"] (which may let more through)')],
  ['a value less is forbidden',      [notInSet('A', 'B')], [notInSet('A')],                                       S('loosened', NOT_IN, 'value_set ["A","B"]', 'value_set ["A"]')],
  ['a pattern is another',           [regex('^a$')], [regex('^b$')],                                              S('loosened', 'expect_column_values_to_match_regex (cep)', 'regex ^a$', 'regex ^b$ (which may let more through)')],
  ['only some rows are asked',       [notNull('id')], [notNull('id', { row_condition: 'x > 1' })],                S('loosened', NOT_NULL, 'row_condition none', 'row_condition x > 1')],
  ['all rows are asked again',       [notNull('id', { row_condition: 'x > 1' })], [notNull('id')],                S('tightened', NOT_NULL, 'row_condition x > 1', 'row_condition none')],
  ['fewer rows are enough',          [rows({ min_value: 100 })], [rows({ min_value: 1 })],                        S('loosened', 'expect_table_row_count_to_be_between', 'min_value 100', 'min_value 1')],
  ['what changes no verdict',        [rows({ min_value: 1 })], [rows({ min_value: 1, result_format: 'SUMMARY' })], []],
  ['data may be older',              [fresh(60)], [fresh(90)],                                                    S('loosened', 'dq_rows_to_be_fresh (at)', 'max_age_minutes 60', 'max_age_minutes 90')],
  ['totals may differ more',         [totals()], [totals('0.01')],                                                S('loosened', 'dq_totals_to_reconcile (a, t, b)', 'tolerance 0', 'tolerance 0.01')],
  ['one of two alike goes',          [between({ min_value: 0 }), between({ max_value: 9 })], [between({ max_value: 9 })], ['- expectation expect_column_values_to_be_between (total)']],
  ['its id says which one it is',    [{ ...between({ min_value: 0 }), id: 'x' }, between({ max_value: 9 })], [between({ max_value: 9 }), { ...between({ min_value: 1 }), id: 'x' }], S('tightened', BETWEEN, 'min_value 0', 'min_value 1')],
]

test.for(cases)('%s', async ([, before, after, says]) => {
  const found = await changes({ [PATH]: suite(before) }, { [PATH]: suite(after) })
  expect(found).toMatchObject({ lines: says, mistakes: [], oldMistakes: [] })
})

test('a whole suite that goes, comes, or moves to another file', async () => {
  const text = suite([notNull('id'), inSet('A')])
  expect((await changes({ [PATH]: text }, {})).lines).toEqual(['- expectation suite (2 in all)'])
  expect((await changes({}, { [PATH]: text })).lines).toEqual(['+ expectation suite (2 in all)'])
  expect((await changes({ [PATH]: text }, { 'gold/silver.orders.yaml': text })).lines).toEqual([])
})

test('suite parameters count by their values', async () => {
  const asked = suite([notNull('id', { mostly: { $PARAMETER: 'share' } })], { suite_parameters: { share: 0.9 } })
  const less = asked.replace('"share": 0.9', '"share": 0.5')
  expect((await changes({ [PATH]: asked }, { [PATH]: less })).lines).toEqual(
    S('loosened', NOT_NULL, 'mostly 0.9', 'mostly 0.5'),
  )
})

test('each change has the places of both sides', async () => {
  const found = await changes({ [PATH]: suite([notNull('id')]) }, { [PATH]: suite([notNull('id', { mostly: 0.9 })]) })
  const [{ before, after } = {}] = found.changes
  expect([before && formatPlace(before), after && formatPlace(after)]).toEqual([`old/${PATH}:4:5`, `new/${PATH}:4:5`])
})

test('a suite with a mistake is told, on its side, and nothing is guessed of it; the others are compared', async () => {
  const other = { 'silver/silver.other.json': suite([notNull('id')]) }
  const gone = { 'silver/silver.other.json': suite([]) }
  const now = await changes({ [PATH]: suite([notNull('id')]), ...other }, { [PATH]: '{"name": 1}', ...gone })
  expect(now.lines).toEqual(['- expectation expect_column_values_to_not_be_null (id)'])
  expect(now.mistakes.map(({ at, severity }) => `${severity} ${at.file}`)).toContain(`error new/${PATH}`)
  const then = await changes({ [PATH]: '{' }, { [PATH]: suite([]) })
  expect([then.lines, then.mistakes]).toEqual([[], []])
  expect(then.oldMistakes.map(({ at }) => at.file)).toEqual([`old/${PATH}`])
})
