import { defineRule } from '../../../contracts/validate/rule.ts'

export default defineRule({
  id: 'output-key-repeated',
  severity: 'error',
  what: 'Several rows have one primary key, among the rows of a run or with those of other days.',
  why: 'Whoever joins by the key counts twice. Nothing was committed: the table is as it was.',
  example: '`order_id is there more than once for 1 of 18 rows`',
  fix: 'see which join or input multiplies rows; dq job show says what they come from',
})
