import type { Expectation } from '../expectation.ts'
import expectColumnDistinctValuesToBeInSet from './expect_column_distinct_values_to_be_in_set.ts'
import expectColumnDistinctValuesToContainSet from './expect_column_distinct_values_to_contain_set.ts'
import expectColumnDistinctValuesToEqualSet from './expect_column_distinct_values_to_equal_set.ts'
import expectColumnMaxToBeBetween from './expect_column_max_to_be_between.ts'
import expectColumnMeanToBeBetween from './expect_column_mean_to_be_between.ts'
import expectColumnMedianToBeBetween from './expect_column_median_to_be_between.ts'
import expectColumnMinToBeBetween from './expect_column_min_to_be_between.ts'
import expectColumnMostCommonValueToBeInSet from './expect_column_most_common_value_to_be_in_set.ts'
import expectColumnPairValuesAToBeGreaterThanB from './expect_column_pair_values_a_to_be_greater_than_b.ts'
import expectColumnPairValuesToBeEqual from './expect_column_pair_values_to_be_equal.ts'
import expectColumnPairValuesToBeInSet from './expect_column_pair_values_to_be_in_set.ts'
import expectColumnProportionOfNonNullValuesToBeBetween from './expect_column_proportion_of_non_null_values_to_be_between.ts'
import expectColumnProportionOfUniqueValuesToBeBetween from './expect_column_proportion_of_unique_values_to_be_between.ts'
import expectColumnQuantileValuesToBeBetween from './expect_column_quantile_values_to_be_between.ts'
import expectColumnStdevToBeBetween from './expect_column_stdev_to_be_between.ts'
import expectColumnSumToBeBetween from './expect_column_sum_to_be_between.ts'
import expectColumnToExist from './expect_column_to_exist.ts'
import expectColumnTypeToBe from './expect_column_type_to_be.ts'
import expectColumnUniqueValueCountToBeBetween from './expect_column_unique_value_count_to_be_between.ts'
import expectColumnValueLengthsToBeBetween from './expect_column_value_lengths_to_be_between.ts'
import expectColumnValueLengthsToEqual from './expect_column_value_lengths_to_equal.ts'
import expectColumnValueZScoresToBeLessThan from './expect_column_value_z_scores_to_be_less_than.ts'
import expectColumnValuesToBeBetween from './expect_column_values_to_be_between.ts'
import expectColumnValuesToBeInSet from './expect_column_values_to_be_in_set.ts'
import expectColumnValuesToBeInTypeList from './expect_column_values_to_be_in_type_list.ts'
import expectColumnValuesToBeNull from './expect_column_values_to_be_null.ts'
import expectColumnValuesToBeOfType from './expect_column_values_to_be_of_type.ts'
import expectColumnValuesToBeUnique from './expect_column_values_to_be_unique.ts'
import expectColumnValuesToMatchLikePattern from './expect_column_values_to_match_like_pattern.ts'
import expectColumnValuesToMatchLikePatternList from './expect_column_values_to_match_like_pattern_list.ts'
import expectColumnValuesToMatchRegex from './expect_column_values_to_match_regex.ts'
import expectColumnValuesToMatchRegexList from './expect_column_values_to_match_regex_list.ts'
import expectColumnValuesToNotBeInSet from './expect_column_values_to_not_be_in_set.ts'
import expectColumnValuesToNotBeNull from './expect_column_values_to_not_be_null.ts'
import expectColumnValuesToNotBeOutliers from './expect_column_values_to_not_be_outliers.ts'
import expectColumnValuesToNotMatchLikePattern from './expect_column_values_to_not_match_like_pattern.ts'
import expectColumnValuesToNotMatchLikePatternList from './expect_column_values_to_not_match_like_pattern_list.ts'
import expectColumnValuesToNotMatchRegex from './expect_column_values_to_not_match_regex.ts'
import expectColumnValuesToNotMatchRegexList from './expect_column_values_to_not_match_regex_list.ts'
import expectCompoundColumnsToBeUnique from './expect_compound_columns_to_be_unique.ts'
import expectMulticolumnSumToEqual from './expect_multicolumn_sum_to_equal.ts'
import expectMulticolumnValuesToBeEqual from './expect_multicolumn_values_to_be_equal.ts'
import expectSelectColumnValuesToBeUniqueWithinRecord from './expect_select_column_values_to_be_unique_within_record.ts'
import expectTableColumnCountToBeBetween from './expect_table_column_count_to_be_between.ts'
import expectTableColumnCountToEqual from './expect_table_column_count_to_equal.ts'
import expectTableColumnsToMatchOrderedList from './expect_table_columns_to_match_ordered_list.ts'
import expectTableColumnsToMatchSet from './expect_table_columns_to_match_set.ts'
import expectTableRowCountToBeBetween from './expect_table_row_count_to_be_between.ts'
import expectTableRowCountToEqual from './expect_table_row_count_to_equal.ts'
import expectTableRowCountToEqualOtherTable from './expect_table_row_count_to_equal_other_table.ts'
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
  expectColumnMostCommonValueToBeInSet,
  expectColumnPairValuesAToBeGreaterThanB,
  expectColumnPairValuesToBeEqual,
  expectColumnPairValuesToBeInSet,
  expectColumnProportionOfNonNullValuesToBeBetween,
  expectColumnProportionOfUniqueValuesToBeBetween,
  expectColumnQuantileValuesToBeBetween,
  expectColumnStdevToBeBetween,
  expectColumnSumToBeBetween,
  expectColumnToExist,
  expectColumnTypeToBe,
  expectColumnUniqueValueCountToBeBetween,
  expectColumnValueLengthsToBeBetween,
  expectColumnValueLengthsToEqual,
  expectColumnValueZScoresToBeLessThan,
  expectColumnValuesToBeBetween,
  expectColumnValuesToBeInSet,
  expectColumnValuesToBeInTypeList,
  expectColumnValuesToBeNull,
  expectColumnValuesToBeOfType,
  expectColumnValuesToBeUnique,
  expectColumnValuesToMatchLikePattern,
  expectColumnValuesToMatchLikePatternList,
  expectColumnValuesToMatchRegex,
  expectColumnValuesToMatchRegexList,
  expectColumnValuesToNotBeInSet,
  expectColumnValuesToNotBeNull,
  expectColumnValuesToNotBeOutliers,
  expectColumnValuesToNotMatchLikePattern,
  expectColumnValuesToNotMatchLikePatternList,
  expectColumnValuesToNotMatchRegex,
  expectColumnValuesToNotMatchRegexList,
  expectCompoundColumnsToBeUnique,
  expectMulticolumnSumToEqual,
  expectMulticolumnValuesToBeEqual,
  expectSelectColumnValuesToBeUniqueWithinRecord,
  expectTableColumnCountToBeBetween,
  expectTableColumnCountToEqual,
  expectTableColumnsToMatchOrderedList,
  expectTableColumnsToMatchSet,
  expectTableRowCountToBeBetween,
  expectTableRowCountToEqual,
  expectTableRowCountToEqualOtherTable,
  unexpectedRowsExpectation,
]

/** By type, as suites name them. */
export const expectations: ReadonlyMap<string, Expectation> = new Map(
  ALL.map((expectation) => [expectation.type, expectation]),
)
