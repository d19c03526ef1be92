import { defineSuiteRule } from '../rule.ts'

const SEVERAL = new Map([
  ['expect_compound_columns_to_be_unique', 'any_value_is_missing'],
  ['expect_multicolumn_sum_to_equal', 'any_value_is_missing'],
  ['expect_column_pair_values_a_to_be_greater_than_b', 'either_value_is_missing'],
])

export default defineSuiteRule({
  id: 'say-ignore-row-if',
  severity: 'warning',
  what: 'An expectation of several columns that may be null in part, without ignore_row_if.',
  why: 'Great Expectations counts such rows as unexpected on pandas and as met on SQL engines, so the same suite gives two verdicts.',
  example: '`expect_compound_columns_to_be_unique` of an optional column, without `ignore_row_if`',
  fix: 'say which rows have no say: "ignore_row_if"',
  *look({ type, kwargs, bound }, { types }) {
    const advised = SEVERAL.get(type)
    if (advised === undefined || (kwargs.ignore_row_if ?? null) !== null) return
    const nullable = bound.columns.map(({ name }) => name).filter((name) => types.get(name)?.nullable !== false)
    if (nullable.length === 0) return
    yield {
      message: `${nullable.join(', ')} may be null, and engines disagree about rows that are null in part`,
      fix: `say "ignore_row_if": "${advised}", or another of its values`,
    }
  },
})
