import { defineDistinctSet } from '../plans/distinct-set.ts'

export default defineDistinctSet({
  type: 'expect_column_distinct_values_to_be_in_set',
  what: 'Every value of the column is in the set.',
  words: 'has only values out of',
  allowsOthers: false,
  allowsMissing: true,
})
