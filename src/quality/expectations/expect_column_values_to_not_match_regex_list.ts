import { z } from 'zod'
import { defineColumnRows } from '../plans/column-rows.ts'

export default defineColumnRows({
  type: 'expect_column_values_to_not_match_regex_list',
  what: 'None of the patterns is found in any value.',
  params: { regex_list: z.array(z.string()).min(1) },
  needs: 'text',
  words: ({ regex_list }) => `matches none of ${regex_list.map((regex) => `/${regex}/`).join(', ')}`,
  meets: ({ regex_list }, value, { dialect }) =>
    regex_list.map((regex) => `NOT (${dialect.matches(value, regex)})`).join(' AND '),
})
