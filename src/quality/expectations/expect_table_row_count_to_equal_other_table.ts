import { z } from 'zod'
import { defineExpectation } from '../expectation.ts'
import { rowKwargs } from '../kwargs.ts'
import { countIf } from '../plans/rows.ts'

/** The row condition is of this table: Great Expectations asks the other one the same, dq needs no such columns there. */
export default defineExpectation({
  type: 'expect_table_row_count_to_equal_other_table',
  what: 'The table has as many rows as another one.',
  kwargs: z.strictObject({ ...rowKwargs, other_table_name: z.string().min(1) }),
  words: ({ other_table_name }) => `the number of rows is that of ${other_table_name}`,
  columns: () => [],
  tables: ({ other_table_name }) => [other_table_name],
  plan: ({ other_table_name }, { condition, others }) => ({
    measures: { self: countIf(condition) },
    queries: [`SELECT count(*) AS other FROM ${others.get(other_table_name) ?? ''}`],
    judge: ({ self = null, other = null }) => ({
      success: self === other,
      result: { observed_value: { self, other } },
    }),
  }),
})
