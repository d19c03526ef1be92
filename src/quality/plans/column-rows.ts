import { z } from 'zod'
import { type Batch, defineExpectation, type Expectation, type Needs } from '../expectation.ts'
import { column, mostly, mostlyWords, rowKwargs } from '../kwargs.ts'
import { rowsPlan } from './rows.ts'

/** A question of every value of one column that is not null. `meets` gives the SQL of what a value must meet. */
export const defineColumnRows = <S extends z.ZodRawShape>(definition: {
  readonly type: string
  readonly what: string
  readonly params: S
  readonly needs: Needs
  /** What is expected of the column, after its name: `is one of "a", "b"`. */
  readonly words: (params: z.infer<z.ZodObject<S>>) => string
  readonly meets: (params: z.infer<z.ZodObject<S>>, value: string, batch: Batch) => string
}): Expectation => {
  const own = z.object(definition.params)
  return defineExpectation({
    type: definition.type,
    what: definition.what,
    kwargs: z.strictObject({ ...rowKwargs, column, mostly, ...definition.params } as S & typeof common),
    words(params) {
      const shared = sharedParams.parse(params)
      return `${shared.column} ${definition.words(own.parse(params))}${mostlyWords(shared.mostly)}`
    },
    columns: (params) => [{ name: sharedParams.parse(params).column, path: ['column'], needs: definition.needs }],
    plan(params, batch) {
      const shared = sharedParams.parse(params)
      const value = batch.dialect.quote(shared.column)
      const meets = definition.meets(own.parse(params), value, batch)
      return rowsPlan(
        { meets, missing: `${value} IS NULL`, show: [shared.column], mostly: shared.mostly, countOfNothing: null },
        batch,
      )
    },
  })
}

const common = { ...rowKwargs, column, mostly }
const sharedParams = z.object({ column, mostly })
