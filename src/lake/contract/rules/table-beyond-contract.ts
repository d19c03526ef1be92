import { defineRule } from '../../../contracts/validate/rule.ts'

export default defineRule({
  id: 'table-beyond-contract',
  severity: 'error',
  what: 'The table cannot become what its contract asks for: the rows that are there do not allow it.',
  why: 'Every write by the contract is refused until one of them gives way.',
  example: 'the contract makes a column required that has been nullable',
  fix: 'undo it in the contract, or make a new table and move the rows',
})
