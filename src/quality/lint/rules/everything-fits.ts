import { defineSuiteRule } from '../rule.ts'

export default defineSuiteRule({
  id: 'everything-fits',
  severity: 'warning',
  what: 'An expectation that is met whatever the data: without a bound, with `mostly: 0`, or with a pattern that is found everywhere.',
  why: 'It looks like a check in every report and checks nothing.',
  example: '`"mostly": 0`',
  fix: 'give it what it is to check, or take it out',
  *look({ type, kwargs }) {
    if (kwargs.mostly === 0)
      yield { message: 'with mostly: 0 it is met by any rows', fix: 'give the share of rows that must meet it' }
    const bound = (kwargs.min_value ?? kwargs.max_value ?? null) !== null
    // Of no values there is no aggregate, which fails: a check, though a strange one.
    if (/_(values|lengths|count)_to_be_between$/.test(type) && !/quantile/.test(type) && !bound)
      yield { message: 'without a bound anything fits', fix: 'give min_value or max_value' }
    const regex = kwargs.regex ?? '(?s).*'
    if (type === 'expect_column_values_to_match_regex' && /^(\(\?s\))?\^?\.\*\$?$/.test(String(regex)))
      yield { message: `the pattern ${regex} is found in every text`, fix: 'give the pattern that is meant' }
  },
})
