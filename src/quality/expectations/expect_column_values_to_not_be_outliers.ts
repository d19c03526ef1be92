import { z } from 'zod'
import { defineExpectation } from '../expectation.ts'
import { column, mostly, mostlyWords, rowKwargs } from '../kwargs.ts'
import { againstAllPlan, meanAndSpread, quartiles } from '../plans/against-all.ts'

export default defineExpectation({
  type: 'expect_column_values_to_not_be_outliers',
  what: "No value lies beyond Tukey's fences (iqr), or so many standard deviations or more from the mean (std).",
  kwargs: z.strictObject({
    ...rowKwargs,
    column,
    method: z.enum(['iqr', 'std']).default('iqr'),
    multiplier: z.number().min(0).default(1.5),
    mostly,
  }),
  words: ({ column, method, multiplier, mostly }) =>
    `${column} has no outliers, ${multiplier} × the ${method === 'iqr' ? 'interquartile range' : 'standard deviation'}${mostlyWords(mostly)}`,
  columns: ({ column }) => [{ name: column, path: ['column'], needs: 'numbers' }],
  plan: ({ column, method, multiplier, mostly }, batch) =>
    againstAllPlan(
      method === 'iqr'
        ? {
            column,
            mostly,
            usual: quartiles,
            meets: `v >= usual.q1 - ${multiplier} * (usual.q3 - usual.q1) AND v <= usual.q3 + ${multiplier} * (usual.q3 - usual.q1)`,
          }
        : {
            column,
            mostly,
            usual: (values) => meanAndSpread(values, batch),
            meets: `CASE WHEN ${multiplier} * usual.spread <= 0 THEN v = usual.mean ELSE abs(v - usual.mean) < ${multiplier} * usual.spread END`,
          },
      batch,
    ),
})
