import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lintSuites } from '../../../src/quality/lint/lint-suites.ts'
import { suiteRules } from '../../../src/quality/lint/rules/index.ts'
import { readSuite } from '../../../src/quality/read-suite.ts'
import { contractsHere } from '../contracts-here.ts'

const contracts = await contractsHere()
const orders = contracts.get('bronze.orders')

function linted(...expectations: readonly (readonly [type: string, kwargs: object])[]): readonly [string, string][] {
  const own = expectations.filter(([type]) => type.startsWith('dq_'))
  const text = JSON.stringify({
    name: 'bronze.orders',
    expectations: expectations.filter(([type]) => !type.startsWith('dq_')).map(([type, kwargs]) => ({ type, kwargs })),
    meta: { dq: { expectations: own.map(([type, kwargs]) => ({ type, kwargs })) } },
  })
  const { suite, findings } = readSuite('s.json', text, { contract: orders })
  expect(findings).toEqual([])
  return lintSuites([suite!]).map(({ rule, message }) => [rule, message])
}

const where = (name: string, parameter: unknown) => ({
  row_condition: { type: 'comparison', column: { name }, operator: '==', parameter },
  condition_parser: 'great_expectations',
})
const KEY = { column_list: ['order_id', 'order_approved_at'] }
const PAIR = { column_A: 'order_approved_at', column_B: 'order_purchase_timestamp' }
const EXISTS = ['expect_column_to_exist', { column: 'order_id' }] as const

// Columns of bronze.orders: order_id string, order_status enum, order_approved_at nullable timestamp, kafka_partition int.
// biome-ignore format: one row a case
const cases: [what: string, rule: string | undefined, type: string, kwargs: object][] = [
  ['a key with a column that may be null',   'say-ignore-row-if',      'expect_compound_columns_to_be_unique', KEY],
  ['the same, and it says so',               undefined,                'expect_compound_columns_to_be_unique', { ...KEY, ignore_row_if: 'any_value_is_missing' }],
  ['a key of columns that are always there', undefined,                'expect_compound_columns_to_be_unique', { column_list: ['kafka_partition', 'kafka_offset'] }],
  ['a pair that may be null in part',        'say-ignore-row-if',      'expect_column_pair_values_a_to_be_greater_than_b', PAIR],
  ['a date for a number',                    'value-of-another-type',  'expect_column_values_to_be_between', { column: 'kafka_partition', min_value: '2017-01-01' }],
  ['a number for a timestamp',               'value-of-another-type',  'expect_column_max_to_be_between', { column: 'order_approved_at', max_value: 5 }],
  ['a text among numbers',                   'value-of-another-type',  'expect_column_values_to_be_in_set', { column: 'kafka_partition', value_set: [0, '1'] }],
  ['a number in a condition of a text',      'value-of-another-type',  'expect_column_values_to_not_be_null', { column: 'order_id', ...where('region', 1) }],
  ['values of the right type',               undefined,                'expect_column_values_to_be_between', { column: 'order_approved_at', min_value: '2017-01-01T00:00:00Z' }],
  ['bounds the wrong way round',             'nothing-fits',           'expect_column_values_to_be_between', { column: 'kafka_partition', min_value: 9, max_value: 1 }],
  ['more than 1 and less than 1',            'nothing-fits',           'expect_column_values_to_be_between', { column: 'kafka_partition', min_value: 1, max_value: 1, strict_min: true }],
  ['exactly 1',                              undefined,                'expect_column_values_to_be_between', { column: 'kafka_partition', min_value: 1, max_value: 1 }],
  ['no bound',                               'everything-fits',        'expect_column_values_to_be_between', { column: 'kafka_partition' }],
  ['mostly nothing',                         'everything-fits',        'expect_column_values_to_not_be_null', { column: 'order_id', mostly: 0 }],
  ['any text',                               'everything-fits',        'expect_column_values_to_match_regex', { column: 'order_id', regex: '^.*$' }],
  ['a look-ahead',                           'pattern-refused',        'expect_column_values_to_match_regex', { column: 'order_id', regex: '^(?!test)' }],
  ['a look-behind in a list',                'pattern-refused',        'expect_column_values_to_match_regex_list', { column: 'order_id', regex_list: ['a', '(?<=a)b'] }],
  ['a reference back',                       'pattern-refused',        'expect_column_values_to_not_match_regex', { column: 'order_id', regex: '(a)\\1' }],
  ['a possessive repetition',                'pattern-refused',        'expect_column_values_to_match_regex', { column: 'order_id', regex: 'a++' }],
  ['an open group',                          'pattern-refused',        'expect_column_values_to_match_regex', { column: 'order_id', regex: '^(a' }],
  ['an escaped backslash and a digit',       undefined,                'expect_column_values_to_match_regex', { column: 'order_id', regex: 'a\\\\1' }],
  ['an inline flag and a group',             undefined,                'expect_column_values_to_match_regex', { column: 'order_id', regex: '(?i)^(?:a|b)[0-9]{3}$' }],
  ['\\d',                                    'pattern-read-otherwise', 'expect_column_values_to_match_regex', { column: 'order_id', regex: '^\\d+$' }],
  ['\\\\d, a backslash and a d',             undefined,                'expect_column_values_to_match_regex', { column: 'order_id', regex: '^\\\\d$' }],
  ['a group with a name',                    'pattern-read-otherwise', 'expect_column_values_to_match_regex', { column: 'order_id', regex: '^(?P<id>a)' }],
  ['a status that is misspelt',              'value-never-occurs',     'expect_column_values_to_be_in_set', { column: 'order_status', value_set: ['created', 'cancelled'] }],
  ['statuses of the contract',               undefined,                'expect_column_values_to_be_in_set', { column: 'order_status', value_set: ['created', 'canceled'] }],
  ["an engine's name of a type",             'type-of-one-engine',     'expect_column_values_to_be_of_type', { column: 'order_id', type_: 'VARCHAR' }],
  ['the neutral name',                       undefined,                'expect_column_values_to_be_of_type', { column: 'order_id', type_: 'string' }],
]

test.for(cases)('%s: %s', ([, rule, type, kwargs]) => {
  expect(linted([type, kwargs]).map(([id]) => id)).toEqual(rule === undefined ? [] : [rule])
})

test('the same expectation twice; a set in another order is the same', () => {
  const status = (...value_set: string[]) =>
    ['expect_column_values_to_be_in_set', { column: 'order_status', value_set }] as const
  expect(linted(status('created', 'shipped'), EXISTS, status('shipped', 'created'))).toEqual([
    ['expected-twice', '"order_status is one of "shipped", "created"" is expected in line 1 already'],
  ])
  expect(linted(status('created'), status('shipped'))).toEqual([])
})

test('what the contract says already, where the suite asks for the contract', () => {
  const structure = ['dq_schema_to_equal_contract', {}] as const
  const typed = ['expect_column_values_to_be_of_type', { column: 'order_id', type_: 'string' }] as const
  const count = ['expect_table_column_count_to_equal', { value: 16 }] as const
  expect(linted(EXISTS, typed)).toEqual([])
  expect(
    linted(structure, EXISTS, typed, count)
      .map(([rule]) => rule)
      .filter((rule) => rule === 'guaranteed-by-contract').length,
  ).toBeGreaterThanOrEqual(2)
  expect(linted(structure, ['expect_column_values_to_not_be_null', { column: 'order_id' }])).toEqual([])
})

test('every rule is registered under the name of its file, and has a case', () => {
  const cwd = new URL('../../../src/quality/lint/rules', import.meta.url).pathname
  const files = globSync('*.ts', { cwd }).map((file) => file.replace(/\.ts$/, ''))
  expect(suiteRules.map(({ id }) => id).sort()).toEqual(files.filter((file) => file !== 'index').sort())
  const tested = [...cases.map(([, rule]) => rule), 'expected-twice', 'guaranteed-by-contract']
  expect(suiteRules.map(({ id }) => id).filter((id) => !tested.includes(id))).toEqual([])
})

const root = new URL('../../../', import.meta.url)
test.for(globSync('expectations/**/*.{json,yaml}', { cwd: root }))('nothing to advise on %s', (path) => {
  const contract = contracts.get(
    path
      .split('/')
      .at(-1)
      ?.replace(/\.\w+$/, '') ?? '',
  )
  const { suite } = readSuite(path, readFileSync(new URL(path, root), 'utf8'), { contract })
  expect(lintSuites([suite!])).toEqual([])
})
