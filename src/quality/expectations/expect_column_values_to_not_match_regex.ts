import { z } from 'zod'
import { defineColumnRows } from '../plans/column-rows.ts'

/** A search, as in Great Expectations: "y" is found in "xyz". Anchors make it a full match. */
export default defineColumnRows({
  type: 'expect_column_values_to_not_match_regex',
  what: 'The pattern is found in no value.',
  params: { regex: z.string() },
  needs: 'text',
  words: ({ regex }) => `does not match /${regex}/`,
  meets: ({ regex }, value, { dialect }) => `NOT (${dialect.matches(value, regex)})`,
})
