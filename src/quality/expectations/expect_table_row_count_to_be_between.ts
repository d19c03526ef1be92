import { z } from 'zod'
import { defineExpectation } from '../expectation.ts'
import { bounds, boundsWords, rowKwargs } from '../kwargs.ts'
import { countIf } from '../plans/rows.ts'
import { withinSql } from '../plans/within.ts'

const size = z.int().min(0).nullish()

export default defineExpectation({
  type: 'expect_table_row_count_to_be_between',
  what: 'The table has as many rows as the bounds allow.',
  kwargs: z.strictObject({ ...rowKwargs, ...bounds, min_value: size, max_value: size }),
  words: (params) => `the number of rows is ${boundsWords(params)}`,
  columns: () => [],
  plan(params, batch) {
    const rows = countIf(batch.condition)
    return {
      measures: { observed_value: rows, within: withinSql(rows, params, batch.dialect) },
      judge: ({ observed_value = null, within }) => ({ success: within === true, result: { observed_value } }),
    }
  },
})
