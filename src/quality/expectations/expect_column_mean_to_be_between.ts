import { defineColumnAggregate } from '../plans/column-aggregate.ts'

export default defineColumnAggregate({
  type: 'expect_column_mean_to_be_between',
  what: 'The mean of the values lies between the bounds, which belong to it unless strict.',
  needs: 'numbers',
  words: 'the mean of',
  aggregate: (value, { dialect }) => dialect.mean(value),
})
