import type { TableColumn } from '../../../src/quality/expectation.ts'

/** One column of each kind, by its neutral type. */
// biome-ignore format: one row a column
export const REFERENCE_COLUMNS: readonly TableColumn[] = [
  { name: 'id',      type: 'string' },
  { name: 'n',       type: 'int' },
  { name: 'm',       type: 'long' },
  { name: 'x',       type: 'double' },
  { name: 'amount',  type: 'decimal' },
  { name: 'is_open', type: 'boolean' },
  { name: 'day',     type: 'date' },
  { name: 'at',      type: 'timestamp' },
  { name: 'odd "` name', type: 'string' },
  { name: 'Occurrences', type: 'long' },
]

type Asked = readonly [type: string, kwargs: Readonly<Record<string, unknown>>]

const compared = (name: string, operator: string, parameter: unknown) => ({
  row_condition: { type: 'comparison', column: { name }, operator, parameter },
  condition_parser: 'great_expectations',
})
const AMONG = { value_set: ["it's", 'back\\slash', ''] }

/** Every type of expectation, and what engines write in their own way: dates, quotes, backslashes, patterns, odd names. */
// biome-ignore format: one row an expectation
export const REFERENCE: readonly Asked[] = [
  ['expect_table_row_count_to_be_between',                     { min_value: 1, max_value: 1000 }],
  ['expect_table_row_count_to_equal',                          { value: 5, ...compared('is_open', '==', true) }],
  ['expect_table_column_count_to_be_between',                  { min_value: 1 }],
  ['expect_table_column_count_to_equal',                       { value: 9 }],
  ['expect_table_columns_to_match_set',                        { column_set: ['id'], exact_match: false }],
  ['expect_table_columns_to_match_ordered_list',               { column_list: ['id', 'n'] }],
  ['expect_column_to_exist',                                   { column: 'id' }],
  ['expect_column_values_to_be_of_type',                       { column: 'n', type_: 'int' }],
  ['expect_column_values_to_be_in_type_list',                  { column: 'n', type_list: ['int', 'long'] }],
  ['expect_column_values_to_not_be_null',                      { column: 'odd "` name' }],
  ['expect_column_values_to_not_be_null',                      { column: 'id', ...compared('day', '>=', '2026-01-31') }],
  ['expect_column_values_to_be_null',                          { column: 'x' }],
  ['expect_column_values_to_be_unique',                        { column: 'id' }],
  ['expect_column_values_to_be_unique',                        { column: 'Occurrences' }],
  ['expect_column_values_to_be_unique',                        { column: 'n', ...compared('id', 'NOT_IN', ['a', 'b']) }],
  ['expect_compound_columns_to_be_unique',                     { column_list: ['id', 'n', 'day'] }],
  ['expect_column_values_to_be_in_set',                        { column: 'id', ...AMONG }],
  ['expect_column_values_to_be_in_set',                        { column: 'id', value_set: [] }],
  ['expect_column_values_to_be_in_set',                        { column: 'day', value_set: ['2026-01-31', '2026-02-28'] }],
  ['expect_column_values_to_not_be_in_set',                    { column: 'n', value_set: [1, 2] }],
  ['expect_column_values_to_be_between',                       { column: 'amount', min_value: 0.01, max_value: 9999.99, strict_max: true }],
  ['expect_column_values_to_be_between',                       { column: 'at', min_value: '2026-01-31T10:00:00Z', max_value: '2026-02-28' }],
  ['expect_column_values_to_be_between',                       { column: 'day', min_value: '2026-01-31', max_value: '2026-02-28T12:00:00+07:00' }],
  ['expect_column_value_lengths_to_be_between',                { column: 'id', min_value: 1, max_value: 32 }],
  ['expect_column_value_lengths_to_equal',                     { column: 'id', value: 32 }],
  ['expect_column_values_to_match_regex',                      { column: 'id', regex: "^[a-z\\d'.]+$" }],
  ['expect_column_values_to_not_match_regex',                  { column: 'id', regex: '\\s' }],
  ['expect_column_values_to_match_regex_list',                 { column: 'id', regex_list: ['^a', 'b$'], match_on: 'all' }],
  ['expect_column_values_to_not_match_regex_list',             { column: 'id', regex_list: ['^a', 'b$'] }],
  ['expect_column_values_to_match_like_pattern',               { column: 'id', like_pattern: 'a\\_%' }],
  ['expect_column_values_to_not_match_like_pattern',           { column: 'id', like_pattern: '100$%', escape: '$' }],
  ['expect_column_pair_values_to_be_equal',                    { column_A: 'n', column_B: 'm' }],
  ['expect_column_pair_values_a_to_be_greater_than_b',         { column_A: 'at', column_B: 'day', or_equal: true, ignore_row_if: 'either_value_is_missing' }],
  ['expect_multicolumn_sum_to_equal',                          { column_list: ['n', 'm'], sum_total: 10, ignore_row_if: 'any_value_is_missing' }],
  ['expect_column_max_to_be_between',                          { column: 'at', max_value: '2026-12-31' }],
  ['expect_column_min_to_be_between',                          { column: 'x', min_value: -1.5 }],
  ['expect_column_mean_to_be_between',                         { column: 'amount', min_value: 1, max_value: 2 }],
  ['expect_column_sum_to_be_between',                          { column: 'amount', min_value: 1, ...compared('n', '<', 3) }],
  ['expect_column_median_to_be_between',                       { column: 'amount', min_value: 1 }],
  ['expect_column_stdev_to_be_between',                        { column: 'x', max_value: 3 }],
  ['expect_column_quantile_values_to_be_between',              { column: 'x', quantile_ranges: { quantiles: [0.05, 0.5], value_ranges: [[0, 1], [null, 5]] } }],
  ['expect_column_unique_value_count_to_be_between',           { column: 'id', min_value: 2 }],
  ['expect_column_proportion_of_unique_values_to_be_between',  { column: 'id', min_value: 0.5 }],
  ['expect_column_distinct_values_to_be_in_set',               { column: 'id', ...AMONG }],
  ['expect_column_distinct_values_to_contain_set',             { column: 'id', ...AMONG }],
  ['expect_column_distinct_values_to_equal_set',               { column: 'n', value_set: [1, 2] }],
  ['expect_column_values_to_match_like_pattern_list',          { column: 'id', like_pattern_list: ['a\\_%', "it's%"], match_on: 'all' }],
  ['expect_column_values_to_not_match_like_pattern_list',      { column: 'id', like_pattern_list: ['100$%', '_'], escape: '$' }],
  ['expect_column_value_z_scores_to_be_less_than',             { column: 'x', threshold: 3, double_sided: true }],
  ['expect_column_values_to_not_be_outliers',                  { column: 'amount' }],
  ['expect_column_values_to_not_be_outliers',                  { column: 'n', method: 'std', multiplier: 3, ...compared('day', '>=', '2026-01-31') }],
  ['expect_column_pair_values_to_be_in_set',                   { column_A: 'id', column_B: 'day', value_pairs_set: [['a', '2026-01-31'], ["it's", '2026-02-28']] }],
  ['expect_multicolumn_values_to_be_equal',                    { column_list: ['n', 'm', 'x'] }],
  ['expect_select_column_values_to_be_unique_within_record',   { column_list: ['n', 'm', 'x'], ignore_row_if: 'any_value_is_missing' }],
  ['expect_column_proportion_of_non_null_values_to_be_between', { column: 'id', min_value: 0.9 }],
  ['expect_column_most_common_value_to_be_in_set',             { column: 'id', ...AMONG }],
  ['expect_column_type_to_be',                                 { column: 'n', type_: 'int' }],
  ['expect_table_row_count_to_equal_other_table',              { other_table_name: 'shop.orders' }],
  ['unexpected_rows_expectation',                              { unexpected_rows_query: 'SELECT id, n FROM {batch} WHERE n > 3;' }],
]

/** What stands in `meta.dq`. */
// biome-ignore format: one row an expectation
export const REFERENCE_OWN: readonly Asked[] = [
  ['dq_references_to_exist',         { column_list: ['id', 'n'], other_table: 'shop.orders', other_column_list: ['order_id', 'line'] }],
  ['dq_totals_to_reconcile',         { column: 'amount', other_table: 'shop.orders', other_column: 'total', tolerance: '0.01' }],
  ['dq_rows_to_be_fresh',            { column: 'at', max_age_minutes: 60 }],
  ['dq_row_count_to_match_history',  {}],
]
