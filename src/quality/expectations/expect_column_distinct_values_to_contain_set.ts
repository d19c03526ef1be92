import { defineDistinctSet } from '../plans/distinct-set.ts'

export default defineDistinctSet({
  type: 'expect_column_distinct_values_to_contain_set',
  what: 'Every value of the set occurs in the column.',
  words: 'has all of the values',
  allowsOthers: true,
  allowsMissing: false,
})
