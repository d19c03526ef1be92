import { defineRule } from '../../contracts/validate/rule.ts'

export default defineRule({
  id: 'unknown-column',
  severity: 'error',
  what: 'An expectation of a column that the contract of its table does not have.',
  why: 'It can never hold: the column was renamed or removed, or is misspelt.',
  example: '`"column": "order_idd"`',
  fix: 'use a field of the contract',
})
