import { z } from 'zod'
import { compareCodePoints } from '../../kernel/code-points.ts'
import { defineExpectation } from '../expectation.ts'
import { tableKwargs } from '../kwargs.ts'

export default defineExpectation({
  type: 'expect_table_columns_to_match_set',
  what: 'The table has these columns, in any order; and no other, unless exact_match is false.',
  kwargs: z.strictObject({
    ...tableKwargs,
    column_set: z.array(z.string()).nullish(),
    exact_match: z
      .boolean()
      .nullish()
      .transform((exact) => exact ?? true),
  }),
  words: ({ column_set, exact_match }) =>
    `the table has ${exact_match ? 'exactly' : 'at least'} the columns ${column_set?.join(', ') ?? 'that it has'}`,
  columns: () => [],
  plan: ({ column_set, exact_match }, { columns }) => ({
    measures: {},
    judge() {
      const observed = columns.map(({ name }) => name).sort(compareCodePoints)
      if (column_set === null || column_set === undefined)
        return { success: true, result: { observed_value: observed } }
      const expected = new Set(column_set)
      const unexpected = observed.filter((name) => !expected.has(name))
      const missing = [...expected].filter((name) => !observed.includes(name)).sort(compareCodePoints)
      const mismatched = {
        ...(unexpected.length > 0 && { unexpected }),
        ...(missing.length > 0 && { missing }),
      }
      const success = missing.length === 0 && (unexpected.length === 0 || !exact_match)
      const differs = Object.keys(mismatched).length > 0
      return { success, result: { observed_value: observed, ...(differs && { details: { mismatched } }) } }
    },
  }),
})
