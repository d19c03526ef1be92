import { expect, test } from 'vitest'
import type { CheckedSuite } from '../../../src/quality/checked-suite.ts'
import { readSuite } from '../../../src/quality/read-suite.ts'
import type { ValidationResult } from '../../../src/quality/result.ts'
import type { SuiteEngine } from '../../../src/quality/suite.ts'

/** Columns of all kinds; six rows, one of them null but for its number. */
export const TABLE_SQL = `SELECT * FROM (VALUES
  (1, 10::BIGINT, 1.5::DOUBLE, 10.10::DECIMAL(12,2), 'a',  TRUE,  DATE '2017-01-01', TIMESTAMP '2017-01-01 10:00:00',     '[1]'),
  (2, 20,         2.5,         0.20,                 'b',  FALSE, DATE '2017-01-02', TIMESTAMP '2017-01-02 10:00:00.5',   '{'),
  (3, 20,         3.5,         0.30,                 'ab', TRUE,  DATE '2017-01-31', TIMESTAMP '2017-01-31 00:00:00',     'x'),
  (4, 30,         NULL,        0.10,                 '',   NULL,  NULL,              TIMESTAMP '2017-02-01 00:00:00',     '2'),
  (5, NULL,       -1,          -0.10,                'é',  TRUE,  DATE '2017-02-01', TIMESTAMP '2017-02-01 00:00:00',     NULL),
  (6, NULL,       NULL,        NULL,                 NULL, NULL,  NULL,              NULL,                                NULL)
) AS t(i, l, d, n, s, b, day, ts, j)`

/** What a judge of suites must do, whoever it is. */
export interface Judge {
  readonly name: SuiteEngine
  readonly run: (suite: CheckedSuite) => Promise<ValidationResult>
}

const where = (column: string, operator: string, parameter: unknown) => ({
  row_condition: { type: 'comparison', column: { name: column }, operator, parameter },
})

type Case = readonly [type: string, kwargs: object, success: boolean, result?: object | undefined, not?: SuiteEngine]

// Counts by hand from the table above.
// biome-ignore format: one row a case
const cases: readonly Case[] = [
  ['expect_column_values_to_not_be_null',   { column: 'i' },                                                     true,  { element_count: 6, unexpected_count: 0 }],
  ['expect_column_values_to_not_be_null',   { column: 'l' },                                                     false, { unexpected_count: 2, unexpected_percent: 100 / 3 }],
  ['expect_column_values_to_not_be_null',   { column: 'l', mostly: 2 / 3 },                                      true,  { unexpected_count: 2 }],
  ['expect_column_values_to_not_be_null',   { column: 'l', ...where('i', '<', 5) },                              true,  { element_count: 4 }],
  ['expect_column_values_to_be_unique',     { column: 'l' },                                                     false, { unexpected_count: 2, missing_count: 2 }],
  ['expect_column_values_to_be_unique',     { column: 'ts' },                                                    false, { unexpected_count: 2, missing_count: 1 }],
  ['expect_column_values_to_be_unique',     { column: 'n' },                                                     true,  { unexpected_count: 0 }],
  ['expect_compound_columns_to_be_unique',  { column_list: ['l', 'b'] },                                         true,  { unexpected_count: 0 }],
  ['expect_column_values_to_be_in_set',     { column: 's', value_set: ['a', 'b', ''] },                          false, { unexpected_count: 2, missing_count: 1 }],
  ['expect_column_values_to_be_in_set',     { column: 'n', value_set: [10.1, 0.2, 0.3, 0.1, -0.1] },             true,  { unexpected_count: 0 }],
  ['expect_column_values_to_be_in_set',     { column: 'b', value_set: [true] },                                  false, { unexpected_count: 1 }],
  ['expect_column_values_to_be_in_set',     { column: 'day', value_set: ['2017-01-01', '2017-01-02'] },          false, { unexpected_count: 2 }],
  ['expect_column_values_to_be_in_set',     { column: 'ts', value_set: ['2017-01-31 00:00:00'] },                false, { unexpected_count: 4 }, 'gx'],
  ['expect_column_values_to_be_between',    { column: 'n', min_value: 0, max_value: 10.1 },                      false, { unexpected_count: 1, partial_unexpected_list: [-0.1] }],
  ['expect_column_values_to_be_between',    { column: 'n', max_value: 0.3, strict_max: true },                   false, { unexpected_count: 2 }],
  ['expect_column_values_to_be_between',    { column: 'day', min_value: '2017-01-02', max_value: '2017-01-31' }, false, { unexpected_count: 2 }],
  ['expect_column_values_to_be_between',    { column: 'ts', min_value: '2017-01-01T10:00:00', max_value: '2017-01-31T00:00:00' }, false, { unexpected_count: 2 }],
  ['expect_column_values_to_be_between',    { column: 'ts', min_value: '2017-01-01T10:00:01' },                  false, { unexpected_count: 1 }],
  ['expect_column_values_to_match_regex',   { column: 's', regex: '^[a-z]+$' },                                  false, { unexpected_count: 2 }],
  ['expect_column_value_lengths_to_equal',  { column: 's', value: 1 },                                           false, { unexpected_count: 2 }],
  ['expect_column_mean_to_be_between',      { column: 'd', min_value: 1.625, max_value: 1.625 },                 true,  { observed_value: 1.625 }],
  ['expect_column_sum_to_be_between',       { column: 'i', min_value: 21, max_value: 21 },                       true,  { observed_value: 21 }],
  ['expect_column_sum_to_be_between',       { column: 'n', min_value: 10.6, max_value: 10.6 },                   true,  { observed_value: 10.6 }, 'gx'],
  ['expect_column_max_to_be_between',       { column: 'n', max_value: 10.1 },                                    true,  { observed_value: 10.1 }],
  ['expect_column_min_to_be_between',       { column: 'ts', min_value: '2017-01-01T10:00:00' },                  true,  {}],
  ['expect_column_max_to_be_between',       { column: 'ts', max_value: '2017-01-31T23:59:59' },                  false, {}],
  ['expect_column_median_to_be_between',    { column: 'i', min_value: 3.5, max_value: 3.5 },                     true,  { observed_value: 3.5 }],
  ['expect_column_stdev_to_be_between',     { column: 'd', min_value: 1.9311, max_value: 1.9312 },               true,  {}],
  ['expect_column_unique_value_count_to_be_between', { column: 'l', min_value: 3, max_value: 3 },                true,  { observed_value: 3 }],
  ['expect_column_distinct_values_to_contain_set',   { column: 's', value_set: ['a', 'z'] },                     false, { missing_count: 1 }],
  ['expect_column_values_to_be_of_type',    { column: 'ts', type_: 'timestamp' },                                true,  undefined],
  ['expect_column_values_to_be_of_type',    { column: 'n', type_: 'string' },                                    false, undefined],
  ['expect_column_values_to_be_of_type',    { column: 'l', type_: 'int' },                                       false, undefined, 'gx'],
  ['expect_column_pair_values_a_to_be_greater_than_b', { column_A: 'l', column_B: 'i' },                         true,  { unexpected_count: 0 }],
  ['expect_multicolumn_sum_to_equal',       { column_list: ['i', 'l'], sum_total: 22 },                          false, { unexpected_count: 3 }],
  ['expect_table_row_count_to_equal',       { value: 6 },                                                        true,  { observed_value: 6 }],
  ['expect_table_columns_to_match_ordered_list', { column_list: ['i', 'l', 'd', 'n', 's', 'b', 'day', 'ts', 'j'] }, true, undefined],
  ['unexpected_rows_expectation',           { unexpected_rows_query: 'SELECT * FROM {batch} WHERE l > 10' },     false, { observed_value: 3 }],
  // What SQL does not answer.
  ['expect_column_values_to_be_json_parseable',     { column: 'j' },                                             false, { unexpected_count: 2, missing_count: 2 }, 'duckdb'],
  ['expect_column_values_to_be_increasing',         { column: 'i' },                                             true,  { unexpected_count: 0 }, 'duckdb'],
  ['expect_column_values_to_be_decreasing',         { column: 'ts', mostly: 0.5 },                               false, {}, 'duckdb'],
  ['expect_column_values_to_match_strftime_format', { column: 's', strftime_format: '%Y' },                      false, { unexpected_count: 5 }, 'duckdb'],
  ['expect_column_values_to_be_dateutil_parseable', { column: 'j', mostly: 0.25 },                               true,  {}, 'duckdb'],
  ['expect_column_values_to_match_json_schema',     { column: 'j', json_schema: { type: 'array' }, ...where('i', '==', 1) }, true, { unexpected_count: 0 }, 'duckdb'],
]

/**
 * What a case is not asked of, and why: SQLite keeps timestamps as text and decimals as doubles, and has one type of integers;
 * on DuckDB, what is only in Great Expectations is refused by name before anything runs.
 */
export function testJudge(judge: () => Judge, name: SuiteEngine): void {
  const asked = cases.filter(([, , , , not]) => not !== name)

  test(`${name}: ${asked.length} expectations of one suite, judged as counted by hand`, async () => {
    const text = JSON.stringify({ name: 'engines', expectations: asked.map(([type, kwargs]) => ({ type, kwargs })) })
    const { suite, findings } = readSuite('engines.json', text, { engine: name })
    expect(findings).toEqual([])
    const { results, statistics, success } = await judge().run(suite!)
    expect(results.length).toBe(asked.length)
    for (const [i, [type, kwargs, met, result]] of asked.entries()) {
      const found = results[i]
      const what = `${type} ${JSON.stringify(kwargs)}`
      expect([what, found?.expectation_config.type, found?.exception_info.exception_message]).toEqual([
        what,
        type,
        null,
      ])
      expect([what, found?.success]).toEqual([what, met])
      for (const [key, value] of Object.entries(result ?? {})) {
        if (typeof value === 'number')
          expect([what, key, found?.result[key]]).toEqual([what, key, expect.closeTo(value, 9)])
        else expect([what, found?.result[key]]).toEqual([what, value])
      }
    }
    expect(statistics.evaluated_expectations).toBe(asked.length)
    expect(success).toBe(false)
  })

  test(`${name}: what cannot be judged fails with a reason, and takes nothing along`, async () => {
    const expectations = [
      { type: 'expect_column_values_to_match_regex', kwargs: { column: 's', regex: '(' } },
      { type: 'expect_column_values_to_not_be_null', kwargs: { column: 'nowhere' } },
      { type: 'expect_column_values_to_not_be_null', kwargs: { column: 'i' }, severity: 'info' },
    ]
    const { suite } = readSuite('engines.json', JSON.stringify({ name: 'engines', expectations }), { engine: name })
    const { results } = await judge().run(suite!)
    expect(results.map((one) => [one.success, one.exception_info.raised_exception])).toEqual([
      [false, true],
      [false, true],
      [true, false],
    ])
    expect(results[2]?.expectation_config.severity).toBe('info')
  })
}
