import { defineColumnAggregate } from '../plans/column-aggregate.ts'

export default defineColumnAggregate({
  type: 'expect_column_max_to_be_between',
  what: 'The greatest value lies between the bounds, which belong to it unless strict.',
  needs: 'anything',
  words: 'the greatest',
  aggregate: (value) => `max(${value})`,
})
