import { z } from 'zod'
import { defineColumnRows } from '../plans/column-rows.ts'

export default defineColumnRows({
  type: 'expect_column_values_to_match_like_pattern',
  what: 'Every value is like the pattern, in which % stands for any text and _ for one character.',
  params: { like_pattern: z.string(), escape: z.string().length(1).nullish() },
  needs: 'text',
  words: ({ like_pattern }) => `is like ${JSON.stringify(like_pattern)}`,
  meets: (params, value, { dialect }) => dialect.like(value, params.like_pattern, params.escape ?? undefined),
})
