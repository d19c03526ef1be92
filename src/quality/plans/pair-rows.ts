import { z } from 'zod'
import { columnType } from '../column-type.ts'
import { defineExpectation, type Expectation, type Needs } from '../expectation.ts'
import { column, mostly, mostlyWords, rowKwargs } from '../kwargs.ts'
import type { Dialect } from '../sql/dialect.ts'
import { ignoredOfPair, ignoreRowIfPair } from './ignored.ts'
import { rowsPlan } from './rows.ts'

const common = { ...rowKwargs, column_A: column, column_B: column, mostly, ignore_row_if: ignoreRowIfPair }
const sharedParams = z.object({ column_A: column, column_B: column, mostly, ignore_row_if: ignoreRowIfPair })

interface Pair {
  readonly dialect: Dialect
  /** Neutral; undefined for nested types. */
  readonly types: readonly [a: string | undefined, b: string | undefined]
}

/** A question of two columns in every row; `a` and `b` are the names for people, or the quoted names in SQL. */
export const definePairRows = <S extends z.ZodRawShape>(definition: {
  readonly type: string
  readonly what: string
  readonly params: S
  readonly needs: Needs
  readonly words: (params: z.infer<z.ZodObject<S>>, a: string, b: string) => string
  readonly meets: (params: z.infer<z.ZodObject<S>>, a: string, b: string, pair: Pair) => string
}): Expectation => {
  const own = z.object(definition.params)
  return defineExpectation({
    type: definition.type,
    what: definition.what,
    kwargs: z.strictObject({ ...common, ...definition.params } as S & typeof common),
    words(params) {
      const { column_A, column_B, mostly } = sharedParams.parse(params)
      return definition.words(own.parse(params), column_A, column_B) + mostlyWords(mostly)
    },
    columns(params) {
      const { column_A, column_B } = sharedParams.parse(params)
      return [
        { name: column_A, path: ['column_A'], needs: definition.needs },
        { name: column_B, path: ['column_B'], needs: definition.needs },
      ]
    },
    plan(params, batch) {
      const shared = sharedParams.parse(params)
      const { column_A, column_B, mostly } = shared
      const { dialect, columns } = batch
      const types = [columnType(column_A, columns), columnType(column_B, columns)] as const
      const pair = { dialect, types }
      const meets = definition.meets(own.parse(params), dialect.quote(column_A), dialect.quote(column_B), pair)
      const missing = { kind: 'where', sql: ignoredOfPair(shared, batch.dialect) } as const
      return rowsPlan({ meets, missing, show: [column_A, column_B], mostly, countOfNothing: 0 }, batch)
    },
  })
}
