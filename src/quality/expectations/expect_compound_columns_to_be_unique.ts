import { z } from 'zod'
import { defineExpectation } from '../expectation.ts'
import { mostly, mostlyWords, rowKwargs } from '../kwargs.ts'
import { duplicatesPlan } from '../plans/duplicates.ts'
import { columnList, ignoredOfMany, ignoreRowIfMany } from '../plans/ignored.ts'

/** Of rows that are null in some column only, none is a duplicate, as on Great Expectations' SQL engines; its pandas engine says otherwise. */
export default defineExpectation({
  type: 'expect_compound_columns_to_be_unique',
  what: 'No combination of values of the columns occurs twice.',
  kwargs: z.strictObject({ ...rowKwargs, column_list: columnList, mostly, ignore_row_if: ignoreRowIfMany }),
  words: (params) => `${params.column_list.join(' + ')} are unique together${mostlyWords(params.mostly)}`,
  columns: (params) => params.column_list.map((name, i) => ({ name, path: ['column_list', i], needs: 'anything' })),
  plan: (params, batch) =>
    duplicatesPlan(
      {
        keys: params.column_list,
        missing: { kind: 'where', sql: ignoredOfMany(params, batch.dialect) },
        mostly: params.mostly,
      },
      batch,
    ),
})
