import { z } from 'zod'
import { defineColumnRows } from '../plans/column-rows.ts'

export default defineColumnRows({
  type: 'expect_column_values_to_not_match_like_pattern_list',
  what: 'No value is like one of the patterns, in which % stands for any text and _ for one character.',
  params: { like_pattern_list: z.array(z.string()).min(1), escape: z.string().length(1).nullish() },
  needs: 'text',
  words: ({ like_pattern_list }) =>
    `is like none of ${like_pattern_list.map((pattern) => JSON.stringify(pattern)).join(', ')}`,
  meets: ({ like_pattern_list, escape: escapedBy }, value, { dialect }) =>
    like_pattern_list.map((pattern) => `NOT (${dialect.like(value, pattern, escapedBy ?? undefined)})`).join(' AND '),
})
