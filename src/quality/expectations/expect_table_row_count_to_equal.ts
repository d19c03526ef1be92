import { z } from 'zod'
import { defineExpectation } from '../expectation.ts'
import { rowKwargs } from '../kwargs.ts'
import { countIf } from '../plans/rows.ts'

export default defineExpectation({
  type: 'expect_table_row_count_to_equal',
  what: 'The table has exactly so many rows.',
  kwargs: z.strictObject({ ...rowKwargs, value: z.int().min(0) }),
  words: ({ value }) => `the number of rows is ${value}`,
  columns: () => [],
  plan: ({ value }, { condition }) => ({
    measures: { observed_value: countIf(condition) },
    judge: ({ observed_value = null }) => ({ success: observed_value === value, result: { observed_value } }),
  }),
})
