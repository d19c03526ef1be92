import { defineNullCheck } from '../plans/null-check.ts'

export default defineNullCheck({
  type: 'expect_column_values_to_not_be_null',
  what: 'Every row has a value in the column. An empty text is a value.',
  words: 'is never null',
  unexpected: 'a null',
})
