import { z } from 'zod'
import { defineExpectation } from '../expectation.ts'
import { column, rowKwargs } from '../kwargs.ts'
import { valueSql } from '../plans/column-aggregate.ts'
import { withinSql } from '../plans/within.ts'

const bound = z.number().nullable()
const quantileRanges = z
  .strictObject({
    quantiles: z.array(z.number().min(0).max(1)).min(1),
    value_ranges: z.array(z.tuple([bound, bound])),
  })
  .refine(({ quantiles, value_ranges }) => quantiles.length === value_ranges.length, {
    error: 'quantiles and value_ranges have different lengths',
  })

/** A quantile is one of the values, not interpolated. */
export default defineExpectation({
  type: 'expect_column_quantile_values_to_be_between',
  what: 'Quantiles of the column lie between their bounds.',
  kwargs: z.strictObject({
    ...rowKwargs,
    column,
    quantile_ranges: quantileRanges,
    allow_relative_error: z
      .literal(false, { error: 'only exact quantiles: leave it out, or say false' })
      .default(false),
  }),
  words: ({ column, quantile_ranges: { quantiles, value_ranges } }) =>
    `the quantiles of ${column} are within ${quantiles.map((q, i) => `${q}: [${value_ranges[i]?.map((value) => value ?? '').join(', ')}]`).join(', ')}`,
  columns: (params) => [{ name: params.column, path: ['column'], needs: 'numbers' }],
  plan({ column, quantile_ranges: { quantiles, value_ranges } }, batch) {
    const value = valueSql(column, batch)
    const measures = quantiles.flatMap((q, i) => {
      const quantile = batch.dialect.quantile(value, q, batch.table)
      const [min_value, max_value] = value_ranges[i] ?? [null, null]
      const within = withinSql(
        `(${quantile})`,
        { min_value, max_value, strict_min: false, strict_max: false },
        batch.dialect,
      )
      return [
        [`q${i}`, quantile],
        [`within${i}`, within],
      ]
    })
    return {
      measures: Object.fromEntries(measures),
      judge(facts) {
        const details = quantiles.map((_, i) => (facts[`q${i}`] ?? null) !== null && facts[`within${i}`] === true)
        return {
          success: details.every(Boolean),
          result: {
            observed_value: { quantiles, values: quantiles.map((_, i) => facts[`q${i}`] ?? null) },
            details: { success_details: details },
          },
        }
      },
    }
  },
})
