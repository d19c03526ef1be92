import { z } from 'zod'
import { defineExpectation } from '../expectation.ts'
import { column, mostly, mostlyWords, rowKwargs } from '../kwargs.ts'
import { duplicatesPlan } from '../plans/duplicates.ts'

export default defineExpectation({
  type: 'expect_column_values_to_be_unique',
  what: 'No value occurs twice. All rows of a value that does are unexpected, not only the later ones; nulls are not considered.',
  kwargs: z.strictObject({ ...rowKwargs, column, mostly }),
  words: (params) => `${params.column} is unique${mostlyWords(params.mostly)}`,
  columns: (params) => [{ name: params.column, path: ['column'], needs: 'anything' }],
  plan: (params, batch) =>
    duplicatesPlan(
      {
        keys: [params.column],
        missing: { kind: 'no value', value: batch.dialect.quote(params.column) },
        mostly: params.mostly,
      },
      batch,
    ),
})
