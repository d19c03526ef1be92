import { z } from 'zod'
import { defineExpectation } from '../expectation.ts'
import { tableKwargs } from '../kwargs.ts'

export default defineExpectation({
  type: 'expect_table_columns_to_match_ordered_list',
  what: 'The table has exactly these columns, in this order.',
  kwargs: z.strictObject({ ...tableKwargs, column_list: z.array(z.string()).nullish() }),
  words: ({ column_list }) => `the columns are ${column_list?.join(', ') ?? 'as they are'}`,
  columns: () => [],
  plan: ({ column_list }, { columns }) => ({
    measures: {},
    judge() {
      const found = columns.map(({ name }) => name)
      if (column_list === null || column_list === undefined) return { success: true, result: { observed_value: found } }
      const longest = Math.max(found.length, column_list.length)
      const mismatched = Array.from({ length: longest }, (_, i) => i).flatMap((i) =>
        found[i] === column_list[i]
          ? []
          : [{ 'Expected Column Position': i, Expected: column_list[i] ?? null, Found: found[i] ?? null }],
      )
      const success = mismatched.length === 0
      return { success, result: { observed_value: found, ...(!success && { details: { mismatched } }) } }
    },
  }),
})
