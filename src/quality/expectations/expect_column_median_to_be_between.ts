import { defineColumnAggregate } from '../plans/column-aggregate.ts'

export default defineColumnAggregate({
  type: 'expect_column_median_to_be_between',
  what: 'The middle value (of an even count the mean of the two middle ones) lies between the bounds, which belong to it unless strict.',
  needs: 'numbers',
  words: 'the median of',
  aggregate: (value, { dialect, table }) => dialect.median(value, table),
})
