import { z } from 'zod'
import { columnType } from '../column-type.ts'
import { type Batch, defineExpectation, type Expectation, type Needs } from '../expectation.ts'
import { bounds, boundsWords, column, rowKwargs } from '../kwargs.ts'
import { withinSql } from './within.ts'

/** One number of a column, held against bounds. The comparison is the engine's, so decimals and timestamps are compared exactly. */
export const defineColumnAggregate = (definition: {
  readonly type: string
  readonly what: string
  readonly needs: Needs
  /** What it is, before the column's name: `the mean of`. */
  readonly words: string
  /** The aggregate's SQL; null (of no values) fails, whatever the bounds. */
  readonly aggregate: (value: string, batch: Batch) => string
}): Expectation =>
  defineExpectation({
    type: definition.type,
    what: definition.what,
    kwargs: z.strictObject({ ...rowKwargs, column, ...bounds }),
    words: (params) => `${definition.words} ${params.column} is ${boundsWords(params)}`,
    columns: (params) => [{ name: params.column, path: ['column'], needs: definition.needs }],
    plan(params, batch) {
      const aggregate = definition.aggregate(valueSql(params.column, batch), batch)
      const type = columnType(params.column, batch.columns)
      return {
        measures: { observed_value: aggregate, within: withinSql(`(${aggregate})`, params, batch.dialect, type) },
        judge: ({ observed_value = null, within }) => ({
          success: observed_value !== null && within === true,
          result: { observed_value },
        }),
      }
    },
  })

/** The column's value in the rows that the condition names, null elsewhere: aggregates leave nulls out. */
export const valueSql = (name: string, { dialect, condition }: Batch): string =>
  condition === undefined ? dialect.quote(name) : `CASE WHEN ${condition} THEN ${dialect.quote(name)} END`
