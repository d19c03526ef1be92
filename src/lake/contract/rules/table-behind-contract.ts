import { defineRule } from '../../../contracts/validate/rule.ts'

export default defineRule({
  id: 'table-behind-contract',
  severity: 'warning',
  what: 'The contract has changed, and the table has not followed.',
  why: 'Rows of the new form cannot be written, and readers look for columns that are not there.',
  example: 'the contract has a new nullable field "note", the table has no such column',
  fix: 'dq table apply <table>',
})
