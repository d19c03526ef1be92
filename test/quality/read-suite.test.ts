import { expect, test } from 'vitest'
import { readSuite } from '../../src/quality/read-suite.ts'
import { contractsHere } from './contracts-here.ts'

const contract = (await contractsHere()).get('bronze.payments')

const suiteOf = (...expectations: readonly object[]) =>
  JSON.stringify({ name: 'bronze.payments', expectations }, null, 2)
const notNull = { type: 'expect_column_values_to_not_be_null', kwargs: { column: 'order_id' }, severity: 'warning' }
const between = (kwargs: object) => ({ type: 'expect_column_values_to_be_between', kwargs })

test('a suite becomes its expectations, in its order', () => {
  const { suite, findings, expectations } = readSuite(
    's.json',
    suiteOf(notNull, between({ column: 'payment_value', min_value: 0 })),
    { contract },
  )
  expect(findings).toEqual([])
  expect(expectations).toBe(2)
  expect(suite?.expectations.map(({ bound, severity }) => [bound.words, severity])).toEqual([
    ['order_id is never null', 'warning'],
    ['payment_value is at least 0', 'critical'],
  ])
})

test('the same suite as YAML', () => {
  const yaml =
    'name: bronze.payments\nexpectations:\n  - type: expect_column_values_to_not_be_null\n    kwargs: {column: order_id, mostly: 0.9}\n'
  expect(readSuite('s.yaml', yaml, { contract }).suite?.expectations[0]?.bound.words).toBe(
    'order_id is never null in at least 90 % of the rows',
  )
})

const condition = (column: string) => ({ type: 'comparison', column: { name: column }, operator: '<', parameter: 5 })

// biome-ignore format: one row a case
const refused: [what: string, expectation: object, line: number, message: string][] = [
  ['a type that does not exist',          { type: 'expect_column_values_to_not_be_nul', kwargs: { column: 'order_id' } },          5, 'there is no expectation "expect_column_values_to_not_be_nul" (did you mean "expect_column_values_to_not_be_null"?)'],
  ['a type that SQL cannot answer',       { type: 'expect_column_values_to_be_increasing', kwargs: { column: 'order_id' } },       5, '"expect_column_values_to_be_increasing" is not judged by dq: Great Expectations itself has it on pandas and Spark only'],
  ['a severity that does not exist',      { type: 'expect_column_to_exist', kwargs: { column: 'order_id' }, severity: 'fatal' },    9, 'expectations[0].severity: Invalid option: expected one of "critical"|"warning"|"info"'],
  ['a misspelt kwarg',                    between({ column: 'payment_value', mim_value: 0 }),                                              8, 'unknown key "mim_value" (did you mean "min_value"?)'],
  ['a missing kwarg',                     between({ min_value: 0 }),                                                                6, '"column" is missing in expectations[0].kwargs'],
  ['a bound that is neither number nor date', between({ column: 'payment_value', min_value: 'low' }),                                      8, 'expectations[0].kwargs.min_value: expected a number, or a date or timestamp such as "2017-01-31" or "2017-01-31T10:00:00"'],
  ['a share beyond 1',                    between({ column: 'payment_value', min_value: 0, mostly: 1.5 }),                                 9, 'expectations[0].kwargs.mostly: Too big: expected number to be <=1'],
  ['a column the contract does not have', between({ column: 'payment_valeu', min_value: 0 }),                                              7, 'the contract bronze.payments has no field "payment_valeu" (did you mean "payment_value"?)'],
  ['a range of a text',                   between({ column: 'order_id', min_value: 0 }),                                            7, 'order_id is of type string, and this expectation needs an order'],
  ['a pattern of a number',               { type: 'expect_column_values_to_match_regex', kwargs: { column: 'payment_value', regex: 'a' } }, 7, 'payment_value is of type decimal, and this expectation needs text'],
  ['a condition on a column that is not there', { type: 'expect_column_values_to_be_unique', kwargs: { column: 'payment_value', row_condition: condition('amt') } }, 11, 'the contract bronze.payments has no field "amt"'],
  ['a condition as text',                 { type: 'expect_column_values_to_be_unique', kwargs: { column: 'payment_value', row_condition: 'a < 5' } }, 8, 'expectations[0].kwargs.row_condition: expected a condition as an object, e.g. {"type": "comparison", "column": {"name": "a"}, "operator": "<", "parameter": 50}'],
  ['a type that no engine has',           { type: 'expect_column_values_to_be_of_type', kwargs: { column: 'order_id', type_: 'strng' } }, 8, 'expectations[0].kwargs.type_: there is no type "strng" (did you mean "string"?); neutral names are boolean, int, long, float, double, decimal, string, bytes, date, time, timestamp'],
  ['a parameter without a value',         between({ column: 'payment_value', min_value: { $PARAMETER: 'low' } }),                          9, 'no value for the suite parameter "low"'],
]

test.for(refused)('%s is refused with its place', ([, expectation, line, message]) => {
  const { suite, findings } = readSuite('s.json', suiteOf(expectation), { contract })
  expect(suite).toBeUndefined()
  expect(findings.map(({ at, message }) => [at.file, at.line, message])).toEqual([['s.json', line, message]])
})

test('a suite parameter is filled in: the command line before the suite', () => {
  const text = JSON.stringify({
    name: 's',
    suite_parameters: { low: 1, high: 5 },
    expectations: [
      between({ column: 'payment_value', min_value: { $PARAMETER: 'low' }, max_value: { $PARAMETER: 'high' } }),
    ],
  })
  const { suite } = readSuite('s.json', text, { contract, parameters: { low: 2 } })
  expect(suite?.expectations[0]?.bound.words).toBe('payment_value is between 2 and 5')
})

test('what only Great Expectations judges is accepted where it is to judge, by the run or by the suite itself', () => {
  const increasing = { type: 'expect_column_values_to_be_increasing', kwargs: { column: 'kafka_offset' } }
  expect(readSuite('s.json', suiteOf(increasing), { contract, engine: 'gx' }).suite?.engine).toBe('gx')
  const saying = (engine: string) => JSON.stringify({ name: 's', expectations: [increasing], meta: { dq: { engine } } })
  expect(readSuite('s.json', saying('gx'), { contract }).suite?.expectations[0]?.bound.words).toBe(
    'kafka_offset never decreases from row to row',
  )
  expect(readSuite('s.json', saying('gx'), { contract, engine: 'duckdb' }).suite).toBeUndefined()
  expect(readSuite('s.json', saying('spark'), { contract }).findings.length).toBeGreaterThan(0)
  const misspelt = { type: 'expect_column_values_to_be_increasing', kwargs: { column: 'kafka_offset', strict: true } }
  expect(readSuite('s.json', suiteOf(misspelt), { contract, engine: 'gx' }).findings[0]?.message).toContain('"strict"')
})
