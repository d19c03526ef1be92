import { z } from 'zod'
import { boundsWords } from '../kwargs.ts'
import { defineColumnRows } from '../plans/column-rows.ts'
import { withinSql } from '../plans/within.ts'

const length = z.int().min(0).nullish()

export default defineColumnRows({
  type: 'expect_column_value_lengths_to_be_between',
  what: 'Every text has as many characters as the bounds allow.',
  params: {
    min_value: length,
    max_value: length,
    strict_min: z.boolean().default(false),
    strict_max: z.boolean().default(false),
  },
  needs: 'text',
  words: (params) => `has a length of ${boundsWords(params)}`,
  meets: (params, value, { dialect }) => withinSql(dialect.length(value), params, dialect),
})
