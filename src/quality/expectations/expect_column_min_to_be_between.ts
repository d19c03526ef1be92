import { defineColumnAggregate } from '../plans/column-aggregate.ts'

export default defineColumnAggregate({
  type: 'expect_column_min_to_be_between',
  what: 'The least value lies between the bounds, which belong to it unless strict.',
  needs: 'anything',
  words: 'the least',
  aggregate: (value) => `min(${value})`,
})
