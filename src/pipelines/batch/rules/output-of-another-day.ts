import { defineRule } from '../../../contracts/validate/rule.ts'

export default defineRule({
  id: 'output-of-another-day',
  severity: 'error',
  what: 'A run for a date has made rows of another day.',
  why: 'A run replaces the partitions of its day: rows of another day would be there twice after the next one.',
  example: '`"ledger_date" is not 2017-03-09 in 1 of 18 rows`',
  fix: 'let the query give its date parameter, or compare it with what the column comes from',
})
