import { defineDistinctSet } from '../plans/distinct-set.ts'

export default defineDistinctSet({
  type: 'expect_column_distinct_values_to_equal_set',
  what: 'The column has exactly the values of the set.',
  words: 'has exactly the values',
  allowsOthers: false,
  allowsMissing: false,
})
