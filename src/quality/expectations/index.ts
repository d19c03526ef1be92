import type { Expectation } from '../expectation.ts'
import expectColumnDistinctValuesToBeInSet from './expect_column_distinct_values_to_be_in_set.ts'
import expectColumnDistinctValuesToContainSet from './expect_column_distinct_values_to_contain_set.ts'
import expectColumnDistinctValuesToEqualSet from './expect_column_distinct_values_to_equal_set.ts'
import expectColumnMaxToBeBetween from './expect_column_max_to_be_between.ts'
import expectColumnMeanToBeBetween from './expect_column_mean_to_be_between.ts'
import expectColumnMedianToBeBetween from './expect_column_median_to_be_between.ts'
import expectColumnMinToBeBetween from './expect_column_min_to_be_between.ts'
import expectColumnPairValuesAToBeGreaterThanB from './expect_column_pair_values_a_to_be_greater_than_b.ts'
import expectColumnPairValuesToBeEqual from './expect_column_pair_values_to_be_equal.ts'
import expectColumnProportionOfUniqueValuesToBeBetween from './expect_column_proportion_of_unique_values_to_be_between.ts'
import expectColumnQuantileValuesToBeBetween from './expect_column_quantile_values_to_be_between.ts'
import expectColumnStdevToBeBetween from './expect_column_stdev_to_be_between.ts'
import expectColumnSumToBeBetween from './expect_column_sum_to_be_between.ts'
import expectColumnToExist from './expect_column_to_exist.ts'
import expectColumnUniqueValueCountToBeBetween from './expect_column_unique_value_count_to_be_between.ts'
import expectColumnValueLengthsToBeBetween from './expect_column_value_lengths_to_be_between.ts'
import expectColumnValueLengthsToEqual from './expect_column_value_lengths_to_equal.ts'
import expectColumnValuesToBeBetween from './expect_column_values_to_be_between.ts'
import expectColumnValuesToBeInSet from './expect_column_values_to_be_in_set.ts'
import expectColumnValuesToBeInTypeList from './expect_column_values_to_be_in_type_list.ts'
import expectColumnValuesToBeNull from './expect_column_values_to_be_null.ts'
import expectColumnValuesToBeOfType from './expect_column_values_to_be_of_type.ts'
import expectColumnValuesToBeUnique from './expect_column_values_to_be_unique.ts'
import expectColumnValuesToMatchLikePattern from './expect_column_values_to_match_like_pattern.ts'
import expectColumnValuesToMatchRegex from './expect_column_values_to_match_regex.ts'
import expectColumnValuesToMatchRegexList from './expect_column_values_to_match_regex_list.ts'
import expectColumnValuesToNotBeInSet from './expect_column_values_to_not_be_in_set.ts'
import expectColumnValuesToNotBeNull from './expect_column_values_to_not_be_null.ts'
import expectColumnValuesToNotMatchLikePattern from './expect_column_values_to_not_match_like_pattern.ts'
import expectColumnValuesToNotMatchRegex from './expect_column_values_to_not_match_regex.ts'
import expectColumnValuesToNotMatchRegexList from './expect_column_values_to_not_match_regex_list.ts'
import expectCompoundColumnsToBeUnique from './expect_compound_columns_to_be_unique.ts'
import expectMulticolumnSumToEqual from './expect_multicolumn_sum_to_equal.ts'
import expectTableColumnCountToBeBetween from './expect_table_column_count_to_be_between.ts'
import expectTableColumnCountToEqual from './expect_table_column_count_to_equal.ts'
import expectTableColumnsToMatchOrderedList from './expect_table_columns_to_match_ordered_list.ts'
import expectTableColumnsToMatchSet from './expect_table_columns_to_match_set.ts'
import expectTableRowCountToBeBetween from './expect_table_row_count_to_be_between.ts'
import expectTableRowCountToEqual from './expect_table_row_count_to_equal.ts'
import unexpectedRowsExpectation from './unexpected_rows_expectation.ts'

/** Every expectation that can be had in SQL; a new one is one more file and one more row. */
const ALL: readonly Expectation[] = [
  expectColumnDistinctValuesToBeInSet,
  expectColumnDistinctValuesToContainSet,
  expectColumnDistinctValuesToEqualSet,
  expectColumnMaxToBeBetween,
  expectColumnMeanToBeBetween,
  expectColumnMedianToBeBetween,
  expectColumnMinToBeBetween,
  expectColumnPairValuesAToBeGreaterThanB,
  expectColumnPairValuesToBeEqual,
  expectColumnProportionOfUniqueValuesToBeBetween,
  expectColumnQuantileValuesToBeBetween,
  expectColumnStdevToBeBetween,
  expectColumnSumToBeBetween,
  expectColumnToExist,
  expectColumnUniqueValueCountToBeBetween,
  expectColumnValueLengthsToBeBetween,
  expectColumnValueLengthsToEqual,
  expectColumnValuesToBeBetween,
  expectColumnValuesToBeInSet,
  expectColumnValuesToBeInTypeList,
  expectColumnValuesToBeNull,
  expectColumnValuesToBeOfType,
  expectColumnValuesToBeUnique,
  expectColumnValuesToMatchLikePattern,
  expectColumnValuesToMatchRegex,
  expectColumnValuesToMatchRegexList,
  expectColumnValuesToNotBeInSet,
  expectColumnValuesToNotBeNull,
  expectColumnValuesToNotMatchLikePattern,
  expectColumnValuesToNotMatchRegex,
  expectColumnValuesToNotMatchRegexList,
  expectCompoundColumnsToBeUnique,
  expectMulticolumnSumToEqual,
  expectTableColumnCountToBeBetween,
  expectTableColumnCountToEqual,
  expectTableColumnsToMatchOrderedList,
  expectTableColumnsToMatchSet,
  expectTableRowCountToBeBetween,
  expectTableRowCountToEqual,
  unexpectedRowsExpectation,
]

/** By type, as suites name them. */
export const expectations: ReadonlyMap<string, Expectation> = new Map(
  ALL.map((expectation) => [expectation.type, expectation]),
)
