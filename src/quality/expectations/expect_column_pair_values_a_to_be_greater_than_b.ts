import { z } from 'zod'
import { definePairRows } from '../plans/pair-rows.ts'

export default definePairRows({
  type: 'expect_column_pair_values_a_to_be_greater_than_b',
  what: 'Column A is greater than column B in every row. With one of them null it is unknown, which is not unexpected (as on SQL engines; pandas says otherwise): give ignore_row_if.',
  params: { or_equal: z.boolean().nullish() },
  needs: 'an order',
  words: ({ or_equal }, a, b) => `${a} is greater than ${or_equal ? 'or equal to ' : ''}${b}`,
  meets: ({ or_equal }, a, b) => (or_equal ? `${a} >= ${b} OR (${a} IS NULL AND ${b} IS NULL)` : `${a} > ${b}`),
})
