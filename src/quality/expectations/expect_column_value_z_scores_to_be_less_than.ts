import { z } from 'zod'
import { defineExpectation } from '../expectation.ts'
import { column, mostly, mostlyWords, rowKwargs } from '../kwargs.ts'
import { againstAllPlan, meanAndSpread } from '../plans/against-all.ts'

/** Where all values are equal, or there is one, no distance is defined, and none is too great. */
export default defineExpectation({
  type: 'expect_column_value_z_scores_to_be_less_than',
  what: 'Every value is less than so many standard deviations from the mean; one-sided, only above it.',
  kwargs: z.strictObject({ ...rowKwargs, column, threshold: z.number(), double_sided: z.boolean(), mostly }),
  words: ({ column, threshold, double_sided, mostly }) =>
    `${column} is less than ${threshold} standard deviations ${double_sided ? 'from' : 'above'} its mean${mostlyWords(mostly)}`,
  columns: ({ column }) => [{ name: column, path: ['column'], needs: 'numbers' }],
  plan: ({ column, threshold, double_sided, mostly }, batch) =>
    againstAllPlan(
      {
        column,
        mostly,
        usual: (values) => meanAndSpread(values, batch),
        meets: double_sided
          ? `abs((v - usual.mean) / nullif(usual.spread, 0)) < ${Math.abs(threshold)}`
          : `(v - usual.mean) / nullif(usual.spread, 0) < ${threshold}`,
      },
      batch,
    ),
})
