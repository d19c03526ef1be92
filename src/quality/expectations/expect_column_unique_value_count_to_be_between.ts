import { defineColumnAggregate } from '../plans/column-aggregate.ts'

export default defineColumnAggregate({
  type: 'expect_column_unique_value_count_to_be_between',
  what: 'The number of different values lies between the bounds, which belong to it unless strict.',
  needs: 'anything',
  words: 'the number of different values of',
  aggregate: (value) => `count(DISTINCT ${value})`,
})
