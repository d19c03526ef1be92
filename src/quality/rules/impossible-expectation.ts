import { defineRule } from '../../contracts/validate/rule.ts'

export default defineRule({
  id: 'impossible-expectation',
  severity: 'error',
  what: 'An expectation that the type of its column can never answer.',
  why: 'A pattern of a number or the mean of a text fails on every run, whatever the data.',
  example: '`expect_column_mean_to_be_between` of a text',
  fix: 'use an expectation for that type, or mend the contract',
})
