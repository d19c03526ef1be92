import { definePairRows } from '../plans/pair-rows.ts'

export default definePairRows({
  type: 'expect_column_pair_values_to_be_equal',
  what: 'The two columns have the same value in every row. A value and a null are not equal.',
  params: {},
  needs: 'anything',
  words: (_, a, b) => `${a} equals ${b}`,
  meets: (_, a, b) => `${a} = ${b} AND ${a} IS NOT NULL AND ${b} IS NOT NULL`,
})
