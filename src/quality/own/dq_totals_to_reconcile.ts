import { z } from 'zod'
import { defineExpectation } from '../expectation.ts'
import { column } from '../kwargs.ts'

const decimal = z.string().regex(/^\d{1,18}(?:\.\d{1,18})?$/, 'a decimal as text, e.g. "0.00"')

/** Decimals are added and subtracted as decimals: 0.01 too much is 0.01 too much, however long the column is. */
export default defineExpectation({
  type: 'dq_totals_to_reconcile',
  what: 'The sum of a column equals the sum of a column of another table, to within an exact tolerance. No rows sum to 0.',
  kwargs: z.strictObject({
    column,
    other_table: z.string().min(1),
    other_column: column,
    /** Which rows of the other table count, where not all do: `{other}` in the query is the table. Bronze has a row for each change. */
    other_rows: z
      .string()
      .regex(/^\s*(select|with)\b/i, 'a query begins with SELECT or WITH')
      .refine((query) => query.includes('{other}'), 'a query of {other}')
      .optional(),
    tolerance: decimal.default('0'),
  }),
  words: ({ column, other_table, other_column, tolerance }) =>
    `the sum of ${column} equals that of ${other_table}.${other_column}${/[1-9]/.test(tolerance) ? ` to within ${tolerance}` : ''}`,
  columns: ({ column }) => [{ name: column, path: ['column'], needs: 'numbers' }],
  tables: ({ other_table }) => [other_table],
  plan({ column, other_table, other_column, other_rows, tolerance }, { dialect, table, others }) {
    const other = others.get(other_table) ?? ''
    const rows =
      other_rows === undefined
        ? other
        : `(${other_rows.replaceAll('{other}', other).replace(/[\s;]+$/, '')}) AS counted`
    const mine = `(SELECT coalesce(sum(${dialect.quote(column)}), 0) AS mine FROM ${table})`
    const theirs = `(SELECT coalesce(sum(${dialect.quote(other_column)}), 0) AS theirs FROM ${rows})`
    return {
      measures: {},
      queries: [
        `SELECT ${dialect.asText('mine')} AS mine, ${dialect.asText('theirs')} AS theirs, ${dialect.asText('mine - theirs')} AS difference, abs(mine - theirs) <= ${tolerance} AS within FROM ${mine} AS a, ${theirs} AS b`,
      ],
      judge: ({ mine = null, theirs = null, difference = null, within }) => ({
        success: within === true,
        result: { observed_value: difference, details: { sum: mine, other_sum: theirs, difference } },
      }),
    }
  },
})
