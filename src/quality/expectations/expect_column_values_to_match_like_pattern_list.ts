import { z } from 'zod'
import { defineColumnRows } from '../plans/column-rows.ts'

export default defineColumnRows({
  type: 'expect_column_values_to_match_like_pattern_list',
  what: 'Every value is like any (or all) of the patterns, in which % stands for any text and _ for one character.',
  params: {
    like_pattern_list: z.array(z.string()).min(1),
    match_on: z.enum(['any', 'all']).default('any'),
    escape: z.string().length(1).nullish(),
  },
  needs: 'text',
  words: ({ like_pattern_list, match_on }) =>
    `is like ${match_on} of ${like_pattern_list.map((pattern) => JSON.stringify(pattern)).join(', ')}`,
  meets: ({ like_pattern_list, match_on, escape: escapedBy }, value, { dialect }) =>
    like_pattern_list
      .map((pattern) => `(${dialect.like(value, pattern, escapedBy ?? undefined)})`)
      .join(match_on === 'all' ? ' AND ' : ' OR '),
})
