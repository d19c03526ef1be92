const NOT_IN_SQL = 'Great Expectations itself has it on pandas and Spark only'
const NOT_YET = 'it has no SQL here yet'

/** Expectations of Great Expectations 1.24 that dq refuses by name, and why. */
// biome-ignore format: one row a type
export const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['expect_column_values_to_be_dateutil_parseable',              NOT_IN_SQL],
  ['expect_column_values_to_be_json_parseable',                  NOT_IN_SQL],
  ['expect_column_values_to_match_json_schema',                  NOT_IN_SQL],
  ['expect_column_values_to_be_increasing',                      NOT_IN_SQL],
  ['expect_column_values_to_be_decreasing',                      NOT_IN_SQL],
  ['expect_column_values_to_match_strftime_format',              NOT_IN_SQL],
  ['expect_column_kl_divergence_to_be_less_than',                NOT_YET],
  ['expect_column_most_common_value_to_be_in_set',               NOT_YET],
  ['expect_column_pair_values_to_be_in_set',                     NOT_YET],
  ['expect_column_proportion_of_non_null_values_to_be_between',  NOT_YET],
  ['expect_column_type_to_be',                                   NOT_YET],
  ['expect_column_value_z_scores_to_be_less_than',               NOT_YET],
  ['expect_column_values_to_match_like_pattern_list',            NOT_YET],
  ['expect_column_values_to_not_match_like_pattern_list',        NOT_YET],
  ['expect_column_values_to_not_be_outliers',                    NOT_YET],
  ['expect_multicolumn_values_to_be_equal',                      NOT_YET],
  ['expect_query_results_to_match_comparison',                   NOT_YET],
  ['expect_select_column_values_to_be_unique_within_record',     NOT_YET],
  ['expect_table_row_count_to_equal_other_table',                NOT_YET],
])
