import { defineNullCheck } from '../plans/null-check.ts'

export default defineNullCheck({
  type: 'expect_column_values_to_be_null',
  what: 'No row has a value in the column.',
  words: 'is always null',
  unexpected: 'a value',
})
