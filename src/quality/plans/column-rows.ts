import { z } from 'zod'
import { columnType } from '../column-type.ts'
import { defineExpectation, type Expectation, type Needs } from '../expectation.ts'
import { column, mostly, mostlyWords, rowKwargs } from '../kwargs.ts'
import type { Dialect } from '../sql/dialect.ts'
import { rowsPlan } from './rows.ts'

interface Column {
  readonly dialect: Dialect
  /** Neutral; undefined for nested types. */
  readonly type: string | undefined
}

/** A question of every value of one column that is not null. `meets` gives the SQL of what a value must meet, unknown for a null. */
export const defineColumnRows = <S extends z.ZodRawShape>(definition: {
  readonly type: string
  readonly what: string
  readonly params: S
  readonly needs: Needs
  /** What is expected of the column, after its name: `is one of "a", "b"`. */
  readonly words: (params: z.infer<z.ZodObject<S>>) => string
  readonly meets: (params: z.infer<z.ZodObject<S>>, value: string, column: Column) => string
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
      const type = columnType(shared.column, batch.columns)
      const meets = definition.meets(own.parse(params), value, { dialect: batch.dialect, type })
      return rowsPlan(
        {
          meets,
          missing: { kind: 'no value', value },
          show: [shared.column],
          mostly: shared.mostly,
          countOfNothing: null,
        },
        batch,
      )
    },
  })
}

const common = { ...rowKwargs, column, mostly }
const sharedParams = z.object({ column, mostly })
