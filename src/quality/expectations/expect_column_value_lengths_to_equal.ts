import { z } from 'zod'
import { defineColumnRows } from '../plans/column-rows.ts'

export default defineColumnRows({
  type: 'expect_column_value_lengths_to_equal',
  what: 'Every text has exactly so many characters.',
  params: { value: z.int().min(0) },
  needs: 'text',
  words: ({ value }) => `has a length of ${value}`,
  meets: (params, value, { dialect }) => `${dialect.length(value)} = ${params.value}`,
})
