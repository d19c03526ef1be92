import { defineRule } from '../../../contracts/validate/rule.ts'

export default defineRule({
  id: 'table-missing',
  severity: 'warning',
  what: 'A contract of a table, and the branch has no such table.',
  why: 'Whoever reads the contract looks for a table that is not there.',
  example: 'contracts/bronze/bronze.orders.odcs.yaml on a branch without bronze.orders',
  fix: 'make it: dq table apply <table>',
})
