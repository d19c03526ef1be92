import { z } from 'zod'
import { defineExpectation } from '../expectation.ts'
import { tableKwargs } from '../kwargs.ts'

export default defineExpectation({
  type: 'expect_table_column_count_to_equal',
  what: 'The table has exactly so many columns.',
  kwargs: z.strictObject({ ...tableKwargs, value: z.int().min(0) }),
  words: ({ value }) => `the number of columns is ${value}`,
  columns: () => [],
  plan: ({ value }, { columns }) => ({
    measures: {},
    judge: () => ({ success: columns.length === value, result: { observed_value: columns.length } }),
  }),
})
