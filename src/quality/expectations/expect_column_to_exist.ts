import { z } from 'zod'
import { defineExpectation } from '../expectation.ts'
import { column, tableKwargs } from '../kwargs.ts'

export default defineExpectation({
  type: 'expect_column_to_exist',
  what: 'The table has the column; at this place, counted from 0, when column_index is given.',
  kwargs: z.strictObject({ ...tableKwargs, column, column_index: z.int().min(0).nullish() }),
  words: ({ column, column_index }) =>
    `there is a column ${column}${column_index === null || column_index === undefined ? '' : ` at place ${column_index}`}`,
  columns: () => [],
  plan: ({ column, column_index }, { columns }) => ({
    measures: {},
    judge() {
      const at = columns.findIndex(({ name }) => name === column)
      return { success: at >= 0 && (column_index ?? at) === at, result: {} }
    },
  }),
})
