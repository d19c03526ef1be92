import { defineColumnAggregate } from '../plans/column-aggregate.ts'

export default defineColumnAggregate({
  type: 'expect_column_sum_to_be_between',
  what: 'The sum of the values; without a value there is none, which fails, lies between the bounds, which belong to it unless strict.',
  needs: 'numbers',
  words: 'the sum of',
  aggregate: (value) => `sum(${value})`,
})
