import { bounds, boundsWords } from '../kwargs.ts'
import { defineColumnRows } from '../plans/column-rows.ts'
import { withinSql } from '../plans/within.ts'

/** Nulls are not considered, as in Great Expectations: expect_column_values_to_not_be_null is an expectation of its own. */
export default defineColumnRows({
  type: 'expect_column_values_to_be_between',
  what: 'Every value lies between the bounds, which belong to it unless strict.',
  params: bounds,
  needs: 'an order',
  words: (params) => `is ${boundsWords(params)}`,
  meets: (params, value, { dialect, type }) => withinSql(value, params, dialect, type),
})
