import { defineColumnAggregate } from '../plans/column-aggregate.ts'

export default defineColumnAggregate({
  type: 'expect_column_proportion_of_unique_values_to_be_between',
  what: 'The number of different values, divided by the number of values, lies between the bounds.',
  needs: 'anything',
  words: 'the share of different values of',
  aggregate: (value) =>
    `CASE WHEN count(${value}) > 0 THEN CAST(count(DISTINCT ${value}) AS double) / count(${value}) ELSE 0 END`,
})
