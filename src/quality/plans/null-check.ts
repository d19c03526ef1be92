import { z } from 'zod'
import { defineExpectation, type Expectation } from '../expectation.ts'
import { column, mostly, mostlyWords, rowKwargs } from '../kwargs.ts'
import { all } from '../sql/literal.ts'
import { countIf, countMissing, rowsPlan } from './rows.ts'

/** Of null checks every row has a say, so their results have no `missing_count`. */
export const defineNullCheck = (definition: {
  readonly type: string
  readonly what: string
  readonly words: string
  readonly unexpected: 'a null' | 'a value'
}): Expectation =>
  defineExpectation({
    type: definition.type,
    what: definition.what,
    kwargs: z.strictObject({ ...rowKwargs, column, mostly }),
    words: (params) => `${params.column} ${definition.words}${mostlyWords(params.mostly)}`,
    columns: (params) => [{ name: params.column, path: ['column'], needs: 'anything' }],
    plan(params, batch) {
      const value = batch.dialect.quote(params.column)
      const { condition } = batch
      const isNull = definition.unexpected === 'a null'
      const plan = rowsPlan(
        {
          meets: `${value} IS ${isNull ? 'NOT ' : ''}NULL`,
          show: isNull ? [] : [params.column],
          mostly: params.mostly,
          countOfNothing: null,
        },
        batch,
      )
      const unexpected_count = isNull
        ? countMissing({ kind: 'no value', value }, condition)
        : countIf(all(condition, `${value} IS NOT NULL`))
      return { ...plan, measures: { ...plan.measures, unexpected_count } }
    },
  })
