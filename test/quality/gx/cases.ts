import { COLUMNS, type TableRow, tables } from './tables.ts'

/** One expectation of one table, for dq and for Great Expectations alike. */
export interface Case {
  readonly id: string
  readonly table: string
  readonly columns: typeof COLUMNS
  readonly rows: readonly TableRow[]
  readonly type: string
  readonly kwargs: Readonly<Record<string, unknown>>
}

type Kwargs = Readonly<Record<string, unknown>>

const less = { type: 'comparison', column: { name: 'a' }, operator: '<', parameter: 3 }
const among = { type: 'comparison', column: { name: 's' }, operator: 'IN', parameter: ['a', 'ab'] }
const outside = { type: 'comparison', column: { name: 's' }, operator: 'NOT_IN', parameter: ['a'] }
const given = { type: 'nullity', column: { name: 'b' }, is_null: false }
const both = { type: 'and', conditions: [less, given] }
const either = { type: 'or', conditions: [among, { type: 'nullity', column: { name: 'd' }, is_null: true }] }
const CONDITIONS = [less, among, outside, given, both, either]

/** Each with every condition in turn. */
const conditioned = (kwargs: readonly Kwargs[]): Kwargs[] =>
  kwargs.flatMap((one, i) => [
    one,
    { ...one, row_condition: CONDITIONS[i % CONDITIONS.length], condition_parser: 'great_expectations' },
  ])

/** Each with every share in turn; 0.29 is exactly what the table "hundred" has. */
const SHARES = [0, 0.29, 0.3, 0.5, 2 / 3, 0.95, 1]
const shares = (kwargs: readonly Kwargs[]): Kwargs[] =>
  kwargs.flatMap((one, i) => [
    one,
    { ...one, mostly: SHARES[i % SHARES.length] },
    { ...one, mostly: SHARES[(i + 3) % SHARES.length] },
  ])

const rows = (...kwargs: readonly Kwargs[]): Kwargs[] => shares(conditioned(kwargs))

const BOUNDS: readonly Kwargs[] = [
  { min_value: 0 },
  { max_value: 3 },
  { min_value: 0, max_value: 5 },
  { min_value: 0, max_value: 5, strict_min: true },
  { min_value: 1, max_value: 5, strict_max: true },
  { min_value: 0.25, max_value: 2.5, strict_min: true, strict_max: true },
]
const bounded = (column: string): Kwargs[] => conditioned(BOUNDS.map((bounds) => ({ column, ...bounds })))

const KEYS = [
  { column_list: ['a', 'b'] },
  { column_list: ['a', 'b'], ignore_row_if: 'any_value_is_missing' },
  { column_list: ['a', 'b', 's'], ignore_row_if: 'never' },
]
const PAIRS = [
  { column_A: 'a', column_B: 'b' },
  { column_A: 'a', column_B: 'b', ignore_row_if: 'either_value_is_missing' },
  { column_A: 'b', column_B: 'c', ignore_row_if: 'neither' },
]
const SETS: readonly Kwargs[] = [
  { column: 'a', value_set: [1, 2, 3] },
  { column: 'a', value_set: [200, 1] },
  { column: 's', value_set: ['a', 'b', 'ab', 'ok'] },
  { column: 's', value_set: ["it's", 'x"y', ''] },
  { column: 'd', value_set: [0.5, 1.75, 0.1] },
]
const names = COLUMNS.map(([name]) => name)

const kwargsOf: Readonly<Record<string, readonly Kwargs[]>> = {
  expect_column_values_to_not_be_null: rows({ column: 'a' }, { column: 's' }),
  expect_column_values_to_be_null: rows({ column: 'a' }, { column: 's' }),
  expect_column_values_to_be_unique: rows({ column: 'a' }, { column: 's' }, { column: 'd' }),
  expect_compound_columns_to_be_unique: rows(...KEYS),
  expect_column_values_to_be_in_set: rows(...SETS),
  expect_column_values_to_not_be_in_set: rows(...SETS),
  expect_column_values_to_be_between: rows(...BOUNDS.map((bounds) => ({ column: 'a', ...bounds })), {
    column: 'd',
    min_value: 0.1,
    max_value: 2,
  }),
  expect_column_values_to_match_regex: rows(
    { column: 's', regex: 'a' },
    { column: 's', regex: '^a?b*$' },
    { column: 't', regex: '[%_]|^.$' },
  ),
  expect_column_values_to_not_match_regex: rows(
    { column: 's', regex: 'y' },
    { column: 's', regex: '^bad' },
    { column: 't', regex: 'b$' },
  ),
  expect_column_values_to_match_regex_list: rows(
    { column: 's', regex_list: ['^a', 'b$'] },
    { column: 's', regex_list: ['a', 'b'], match_on: 'all' },
  ),
  expect_column_values_to_not_match_regex_list: rows(
    { column: 's', regex_list: ['^a', 'z$'] },
    { column: 't', regex_list: ['x'] },
  ),
  expect_column_values_to_match_like_pattern: rows(
    { column: 's', like_pattern: 'a%' },
    { column: 's', like_pattern: '_' },
    { column: 't', like_pattern: 'a$%b', escape: '$' },
  ),
  expect_column_values_to_not_match_like_pattern: rows(
    { column: 's', like_pattern: 'bad%' },
    { column: 't', like_pattern: 'a_b' },
    { column: 't', like_pattern: 'a\\b' },
  ),
  expect_column_value_lengths_to_be_between: rows(
    { column: 's', min_value: 1 },
    { column: 's', max_value: 2 },
    { column: 't', min_value: 1, max_value: 3, strict_max: true },
    { column: 't', min_value: 1, strict_min: true },
  ),
  expect_column_value_lengths_to_equal: rows(
    { column: 's', value: 1 },
    { column: 't', value: 2 },
    { column: 's', value: 0 },
  ),
  expect_column_values_to_be_of_type: [
    { column: 'a', type_: 'INTEGER' },
    { column: 'a', type_: 'TEXT' },
    { column: 'd', type_: 'FLOAT' },
    { column: 's', type_: 'TEXT' },
    { column: 't', type_: 'FLOAT' },
  ],
  expect_column_values_to_be_in_type_list: [
    { column: 'a', type_list: ['INTEGER', 'FLOAT'] },
    { column: 's', type_list: ['INTEGER', 'FLOAT'] },
    { column: 'd', type_list: ['FLOAT'] },
    { column: 's', type_list: ['TEXT'] },
  ],
  expect_column_pair_values_to_be_equal: rows(...PAIRS, { column_A: 's', column_B: 't' }),
  expect_column_pair_values_a_to_be_greater_than_b: rows(
    ...PAIRS,
    ...PAIRS.map((pair) => ({ ...pair, or_equal: true })),
  ),
  expect_multicolumn_sum_to_equal: rows(
    { column_list: ['a', 'b'], sum_total: 2 },
    { column_list: ['a', 'b', 'c'], sum_total: 3, ignore_row_if: 'any_value_is_missing' },
    { column_list: ['a', 'b'], sum_total: 3, ignore_row_if: 'never' },
  ),
  expect_column_max_to_be_between: [...bounded('a'), { column: 's', min_value: 'a', max_value: 'z' }],
  expect_column_min_to_be_between: [...bounded('d'), { column: 's', max_value: 'b' }],
  expect_column_mean_to_be_between: bounded('a'),
  expect_column_sum_to_be_between: [...bounded('a'), ...bounded('d')],
  expect_column_median_to_be_between: [...bounded('a'), ...bounded('d')],
  expect_column_stdev_to_be_between: bounded('d'),
  expect_column_unique_value_count_to_be_between: [...bounded('a'), { column: 's', min_value: 2 }],
  expect_column_proportion_of_unique_values_to_be_between: conditioned([
    { column: 'a', min_value: 0.5 },
    { column: 's', max_value: 1, strict_max: true },
    { column: 't', min_value: 0 },
  ]),
  expect_column_quantile_values_to_be_between: conditioned([
    {
      column: 'a',
      quantile_ranges: {
        quantiles: [0.25, 0.5, 0.75],
        value_ranges: [
          [0, 3],
          [null, 5],
          [1, null],
        ],
      },
    },
    {
      column: 'd',
      quantile_ranges: {
        quantiles: [0.1, 0.9, 1],
        value_ranges: [
          [-5, 1],
          [0, 20],
          [0, 1e9],
        ],
      },
    },
    {
      column: 'b',
      quantile_ranges: {
        quantiles: [0, 0.333],
        value_ranges: [
          [-1, 1],
          [-1, 40],
        ],
      },
    },
  ]),
  expect_column_distinct_values_to_be_in_set: conditioned(SETS),
  expect_column_distinct_values_to_contain_set: conditioned(SETS),
  expect_column_distinct_values_to_equal_set: conditioned(SETS),
  expect_table_row_count_to_be_between: [
    { min_value: 1 },
    { max_value: 6 },
    { min_value: 3, max_value: 100 },
    { min_value: 6, max_value: 100, strict_min: true, strict_max: true },
  ],
  expect_table_row_count_to_equal: [{ value: 0 }, { value: 6 }, { value: 100 }],
  expect_table_column_count_to_be_between: [{ min_value: 6 }, { max_value: 5 }, { min_value: 1, max_value: 6 }],
  expect_table_column_count_to_equal: [{ value: 6 }, { value: 5 }],
  expect_table_columns_to_match_set: [
    { column_set: names },
    { column_set: ['a', 'b'] },
    { column_set: ['a', 'b'], exact_match: false },
    { column_set: [...names, 'z'] },
    { column_set: ['z', 'a'], exact_match: false },
  ],
  expect_table_columns_to_match_ordered_list: [
    { column_list: names },
    { column_list: [...names].reverse() },
    { column_list: ['a', 'b'] },
  ],
  expect_column_to_exist: [
    { column: 'a' },
    { column: 'z' },
    { column: 'b', column_index: 1 },
    { column: 'b', column_index: 0 },
  ],
  expect_column_values_to_match_like_pattern_list: rows(
    { column: 's', like_pattern_list: ['a%', '%b'] },
    { column: 't', like_pattern_list: ['%a%', '%b%'], match_on: 'all' },
    { column: 't', like_pattern_list: ['a$_b', 'a$%b'], escape: '$' },
  ),
  expect_column_values_to_not_match_like_pattern_list: rows(
    { column: 's', like_pattern_list: ['bad%', 'a_'] },
    { column: 't', like_pattern_list: ['a\\b'] },
  ),
  expect_column_value_z_scores_to_be_less_than: rows(
    { column: 'a', threshold: 1, double_sided: true },
    { column: 'd', threshold: 1.5, double_sided: false },
    { column: 'b', threshold: -0.5, double_sided: true },
    { column: 'b', threshold: 2.25, double_sided: true },
  ),
  expect_column_values_to_not_be_outliers: rows(
    { column: 'a' },
    { column: 'd', method: 'iqr', multiplier: 0.5 },
    { column: 'b', method: 'std', multiplier: 1 },
    { column: 'd', method: 'std', multiplier: 2 },
    { column: 'a', method: 'std', multiplier: 0 },
  ),
  expect_column_pair_values_to_be_in_set: rows(
    {
      column_A: 'a',
      column_B: 'b',
      value_pairs_set: [
        [1, 1],
        [2, 2],
        [5, 5],
      ],
    },
    {
      column_A: 's',
      column_B: 't',
      value_pairs_set: [
        ['a', 'a'],
        ["it's", 'a_b'],
      ],
      ignore_row_if: 'either_value_is_missing',
    },
    { column_A: 's', column_B: 'c', value_pairs_set: [['b', 1]], ignore_row_if: 'neither' },
  ),
  expect_multicolumn_values_to_be_equal: rows(
    { column_list: ['a', 'b'] },
    { column_list: ['a', 'b', 'c'], ignore_row_if: 'any_value_is_missing' },
    { column_list: ['s', 't'], ignore_row_if: 'never' },
  ),
  expect_select_column_values_to_be_unique_within_record: rows(
    { column_list: ['a', 'b'] },
    { column_list: ['a', 'b', 'c'], ignore_row_if: 'any_value_is_missing' },
    { column_list: ['s', 't'], ignore_row_if: 'never' },
  ),
  expect_column_proportion_of_non_null_values_to_be_between: conditioned([
    { column: 'a', min_value: 0.5 },
    { column: 's', max_value: 1, strict_max: true },
    { column: 'd', min_value: 0, max_value: 0.5 },
  ]),
  expect_column_most_common_value_to_be_in_set: conditioned([
    { column: 'a', value_set: [1, 2] },
    { column: 's', value_set: ['a', 'b', 'ab', 'ok'], ties_okay: true },
    { column: 'd', value_set: [0.5, 1.75, 0.1], ties_okay: false },
    { column: 'b', value_set: [], ties_okay: true },
  ]),
  expect_column_type_to_be: [
    { column: 'a', type_: 'INTEGER' },
    { column: 'a', type_: 'TEXT' },
    { column: 'd', type_: 'FLOAT' },
    { column: 's', type_: 'TEXT' },
    { column: 't', type_: 'FLOAT' },
  ],
  expect_table_row_count_to_equal_other_table: [
    { other_table_name: 't0' },
    { other_table_name: 't3' },
    { other_table_name: 't5' },
  ],
  unexpected_rows_expectation: [
    { unexpected_rows_query: 'SELECT * FROM {batch} WHERE a > 3' },
    { unexpected_rows_query: "SELECT a, count(*) AS n FROM {batch} WHERE s <> 'a' GROUP BY a HAVING count(*) > 1" },
    { unexpected_rows_query: 'SELECT * FROM {batch}' },
  ],
}

const MIN = 20

/** Every variation of the parameters meets the enumerated tables in turn and one random one, and all of them when there are few. */
export const cases: readonly Case[] = Object.entries(kwargsOf).flatMap(([type, variations]) => {
  const all = [...tables.keys()]
  const perVariation = Math.max(2, Math.ceil(MIN / variations.length))
  return variations.flatMap((kwargs, i) =>
    Array.from({ length: perVariation }, (_none, k) => {
      const table = all[(i * perVariation + k) % all.length]!
      return { id: `${type}/${i}/${table}`, table, columns: COLUMNS, rows: tables.get(table)!, type, kwargs }
    }),
  )
})
