import { defineColumnAggregate } from '../plans/column-aggregate.ts'

export default defineColumnAggregate({
  type: 'expect_column_stdev_to_be_between',
  what: 'The sample standard deviation (n − 1) of the values lies between the bounds, which belong to it unless strict.',
  needs: 'numbers',
  words: 'the standard deviation of',
  aggregate: (value, { dialect }) => dialect.stdev(value),
})
