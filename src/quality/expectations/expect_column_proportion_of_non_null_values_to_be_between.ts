import { defineColumnAggregate } from '../plans/column-aggregate.ts'
import { countIf } from '../plans/rows.ts'

export default defineColumnAggregate({
  type: 'expect_column_proportion_of_non_null_values_to_be_between',
  what: 'The share of rows that have a value lies between the bounds; of no rows it is 0.',
  needs: 'anything',
  words: 'the share of rows with a value of',
  aggregate: (value, { condition }) => {
    const rows = countIf(condition)
    return `CASE WHEN ${rows} > 0 THEN CAST(count(${value}) AS double) / ${rows} ELSE 0 END`
  },
})
