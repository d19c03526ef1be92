const NOT_IN_SQL = 'Great Expectations itself has it on pandas and Spark only'

/** Expectations of Great Expectations 1.24 that dq refuses by name, and why. */
// biome-ignore format: one row a type
export const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['expect_column_values_to_be_dateutil_parseable',  NOT_IN_SQL],
  ['expect_column_values_to_be_json_parseable',      NOT_IN_SQL],
  ['expect_column_values_to_match_json_schema',      NOT_IN_SQL],
  ['expect_column_values_to_be_increasing',          NOT_IN_SQL],
  ['expect_column_values_to_be_decreasing',          NOT_IN_SQL],
  ['expect_column_values_to_match_strftime_format',  NOT_IN_SQL],
  ['expect_column_kl_divergence_to_be_less_than',    'a distribution cut into bins has no SQL here yet'],
  ['expect_query_results_to_match_comparison',       'it compares with another data source of Great Expectations'],
])
