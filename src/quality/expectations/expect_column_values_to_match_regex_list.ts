import { z } from 'zod'
import { defineColumnRows } from '../plans/column-rows.ts'

export default defineColumnRows({
  type: 'expect_column_values_to_match_regex_list',
  what: 'Any (or all) of the patterns are found in every value.',
  params: { regex_list: z.array(z.string()).min(1), match_on: z.enum(['any', 'all']).default('any') },
  needs: 'text',
  words: ({ regex_list, match_on }) => `matches ${match_on} of ${regex_list.map((regex) => `/${regex}/`).join(', ')}`,
  meets: ({ regex_list, match_on }, value, { dialect }) =>
    regex_list.map((regex) => `(${dialect.matches(value, regex)})`).join(match_on === 'all' ? ' AND ' : ' OR '),
})
