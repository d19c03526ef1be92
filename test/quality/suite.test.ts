import { expect, test } from 'vitest'
import { ExpectationSuite } from '../../src/quality/suite.ts'

// The form that Great Expectations 1.x writes (great_expectations/core/expectation_suite.py, ExpectationSuiteSchema).
const suite = {
  name: 'bronze_orders',
  id: '5f1c8b0e-7d3e-4b44-9d52-8b0a6f3e2c11',
  expectations: [
    {
      type: 'expect_column_values_to_not_be_null',
      kwargs: { column: 'order_id' },
      meta: {},
      id: null,
      severity: 'critical',
    },
    { type: 'expect_table_row_count_to_be_between', kwargs: { min_value: 1 } },
  ],
  meta: { great_expectations_version: '1.6.0' },
  notes: null,
}

test('a suite of Great Expectations is read as it stands', () => {
  expect(ExpectationSuite.parse(suite)).toEqual(suite)
})

// biome-ignore format: one row a case
const refused: [what: string, value: unknown, path: (string | number)[]][] = [
  ['no name',               { ...suite, name: '' },                                          ['name']],
  ['expectations as a map', { ...suite, expectations: {} },                                  ['expectations']],
  ['another type',          { ...suite, expectations: [{ type: 'is_not_null', kwargs: {} }] }, ['expectations', 0, 'type']],
  ['the form of 0.x',       { ...suite, expectations: [{ expectation_type: 'expect_x' }] },  ['expectations', 0, 'type']],
]

test.for(refused)('%s is refused at its place', ([, value, path]) => {
  expect(ExpectationSuite.safeParse(value).error?.issues[0]?.path).toEqual(path)
})
