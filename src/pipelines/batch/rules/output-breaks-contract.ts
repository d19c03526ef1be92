import { defineRule } from '../../../contracts/validate/rule.ts'

export default defineRule({
  id: 'output-breaks-contract',
  severity: 'error',
  what: 'Rows that a batch job has made are not as the contract of its table says: a null, a bound, a pattern, a value of an enum.',
  why: 'Readers trust the contract. Nothing was committed: the table is as it was.',
  example: '`"items" is below 0 in 2 of 18 rows`',
  fix: 'mend the query, or the rows it reads; change the contract when it promises too much',
})
