import { defineRule } from '../../contracts/validate/rule.ts'

export default defineRule({
  id: 'unknown-parameter',
  severity: 'error',
  what: 'A suite parameter without a value.',
  why: 'The bound it stands for is not there, so the expectation cannot be checked.',
  example: '`{"$PARAMETER": "min_rows"}` without a `min_rows`',
  fix: 'give it in suite_parameters of the suite, or with --set name=value',
})
