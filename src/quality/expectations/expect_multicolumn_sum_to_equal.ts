import { z } from 'zod'
import { defineExpectation } from '../expectation.ts'
import { mostly, mostlyWords, rowKwargs } from '../kwargs.ts'
import { columnList, ignoredOfMany, ignoreRowIfMany } from '../plans/ignored.ts'
import { rowsPlan } from '../plans/rows.ts'

/** A sum with a null is unknown, and so not unexpected, as on Great Expectations' SQL engines; its pandas engine says otherwise. */
export default defineExpectation({
  type: 'expect_multicolumn_sum_to_equal',
  what: 'The columns of every row add up to the same total.',
  kwargs: z.strictObject({
    ...rowKwargs,
    column_list: columnList,
    sum_total: z.number(),
    mostly,
    ignore_row_if: ignoreRowIfMany,
  }),
  words: (params) => `${params.column_list.join(' + ')} is ${params.sum_total}${mostlyWords(params.mostly)}`,
  columns: (params) => params.column_list.map((name, i) => ({ name, path: ['column_list', i], needs: 'numbers' })),
  plan: (params, batch) =>
    rowsPlan(
      {
        meets: `${params.column_list.map(batch.dialect.quote).join(' + ')} = ${params.sum_total}`,
        missing: { kind: 'where', sql: ignoredOfMany(params, batch.dialect) },
        show: params.column_list,
        mostly: params.mostly,
        countOfNothing: 0,
      },
      batch,
    ),
})
