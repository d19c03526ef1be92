import { z } from 'zod'
import { defineExpectation } from '../expectation.ts'
import { mostly, mostlyWords, rowKwargs } from '../kwargs.ts'
import { columnList, ignoredOfMany, ignoreRowIfMany } from '../plans/ignored.ts'
import { rowsPlan } from '../plans/rows.ts'

/** Nulls equal each other, and nothing else. */
export default defineExpectation({
  type: 'expect_multicolumn_values_to_be_equal',
  what: 'The columns of every row have the same value.',
  kwargs: z.strictObject({ ...rowKwargs, column_list: columnList, mostly, ignore_row_if: ignoreRowIfMany }),
  words: ({ column_list, mostly }) => `${column_list.join(', ')} are equal${mostlyWords(mostly)}`,
  columns: ({ column_list }) => column_list.map((name, i) => ({ name, path: ['column_list', i], needs: 'anything' })),
  plan(params, batch) {
    const [first = '', ...others] = params.column_list.map(batch.dialect.quote)
    const isEqual = (other: string) =>
      `((${first} IS NULL AND ${other} IS NULL) OR (${first} IS NOT NULL AND ${other} IS NOT NULL AND ${first} = ${other}))`
    return rowsPlan(
      {
        meets: others.map(isEqual).join(' AND '),
        missing: { kind: 'where', sql: ignoredOfMany(params, batch.dialect) },
        show: params.column_list,
        mostly: params.mostly,
        countOfNothing: 0,
      },
      batch,
    )
  },
})
