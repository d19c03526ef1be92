import { defineRule } from '../../contracts/validate/rule.ts'

export default defineRule({
  id: 'unknown-expectation',
  severity: 'error',
  what: 'An expectation of a type that does not exist, or that cannot be had in SQL.',
  why: 'Great Expectations drops an unknown type without a word, and the suite then passes without it.',
  example: '`"type": "expect_column_values_to_not_be_nul"`',
  fix: 'use the type the message names, or ask by a query: unexpected_rows_expectation',
})
