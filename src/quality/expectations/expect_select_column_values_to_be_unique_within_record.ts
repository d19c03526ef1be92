import { z } from 'zod'
import { defineExpectation } from '../expectation.ts'
import { mostly, mostlyWords, rowKwargs } from '../kwargs.ts'
import { columnList, ignoredOfMany, ignoreRowIfMany } from '../plans/ignored.ts'
import { rowsPlan } from '../plans/rows.ts'

/** Two nulls of a row are the same value; whether a null differs from a value is unknown, and so not unexpected. */
export default defineExpectation({
  type: 'expect_select_column_values_to_be_unique_within_record',
  what: 'The columns of every row have different values.',
  kwargs: z.strictObject({ ...rowKwargs, column_list: columnList, mostly, ignore_row_if: ignoreRowIfMany }),
  words: ({ column_list, mostly }) => `${column_list.join(', ')} are different${mostlyWords(mostly)}`,
  columns: ({ column_list }) => column_list.map((name, i) => ({ name, path: ['column_list', i], needs: 'anything' })),
  plan(params, batch) {
    const names = params.column_list.map(batch.dialect.quote)
    const same = names.flatMap((a, i) =>
      names.slice(i + 1).map((b) => `(${a} = ${b} OR (${a} IS NULL AND ${b} IS NULL))`),
    )
    return rowsPlan(
      {
        meets: `NOT (${same.join(' OR ')})`,
        missing: { kind: 'where', sql: ignoredOfMany(params, batch.dialect) },
        show: params.column_list,
        mostly: params.mostly,
        countOfNothing: 0,
      },
      batch,
    )
  },
})
