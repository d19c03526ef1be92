import { z } from 'zod'
import { defineColumnRows } from '../plans/column-rows.ts'

/** A search, as in Great Expectations: "y" is found in "xyz". Anchors make it a full match. */
export default defineColumnRows({
  type: 'expect_column_values_to_match_regex',
  what: 'The pattern is found in every value.',
  params: { regex: z.string().default('(?s).*') },
  needs: 'text',
  words: ({ regex }) => `matches /${regex}/`,
  meets: ({ regex }, value, { dialect }) => dialect.matches(value, regex),
})
