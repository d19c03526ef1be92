import { z } from 'zod'
import { scalar } from '../kwargs.ts'
import { defineColumnRows } from '../plans/column-rows.ts'
import { inSet } from '../sql/literal.ts'

export default defineColumnRows({
  type: 'expect_column_values_to_be_in_set',
  what: 'Every value is one of the set. With an empty set every value is unexpected.',
  params: { value_set: z.array(scalar) },
  needs: 'anything',
  words: ({ value_set }) => `is one of ${value_set.map((value) => JSON.stringify(value)).join(', ') || 'nothing'}`,
  meets: ({ value_set }, value, { dialect, type }) => inSet(value, value_set, dialect, type),
})
