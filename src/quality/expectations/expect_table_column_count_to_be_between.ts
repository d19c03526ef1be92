import { z } from 'zod'
import { defineExpectation } from '../expectation.ts'
import { boundsWords, tableKwargs } from '../kwargs.ts'

const size = z.int().min(0).nullish()

export default defineExpectation({
  type: 'expect_table_column_count_to_be_between',
  what: 'The table has as many columns as the bounds allow.',
  kwargs: z.strictObject({ ...tableKwargs, min_value: size, max_value: size }),
  words: (params) => `the number of columns is ${boundsWords({ ...params, strict_min: false, strict_max: false })}`,
  columns: () => [],
  plan: ({ min_value, max_value }, { columns }) => ({
    measures: {},
    judge: () => ({
      success: columns.length >= (min_value ?? 0) && columns.length <= (max_value ?? Number.POSITIVE_INFINITY),
      result: { observed_value: columns.length },
    }),
  }),
})
