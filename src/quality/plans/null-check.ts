import { z } from 'zod'
import { defineExpectation, type Expectation } from '../expectation.ts'
import { column, mostly, mostlyWords, rowKwargs } from '../kwargs.ts'
import { rowsPlan } from './rows.ts'

/** Of null checks every row has a say, so their results have no `missing_count`. */
export const defineNullCheck = (definition: {
  readonly type: string
  readonly what: string
  readonly words: string
  readonly meets: (value: string) => string
  readonly showsValue: boolean
}): Expectation =>
  defineExpectation({
    type: definition.type,
    what: definition.what,
    kwargs: z.strictObject({ ...rowKwargs, column, mostly }),
    words: (params) => `${params.column} ${definition.words}${mostlyWords(params.mostly)}`,
    columns: (params) => [{ name: params.column, path: ['column'], needs: 'anything' }],
    plan: (params, batch) =>
      rowsPlan(
        {
          meets: definition.meets(batch.dialect.quote(params.column)),
          show: definition.showsValue ? [params.column] : [],
          mostly: params.mostly,
          countOfNothing: null,
        },
        batch,
      ),
  })
