import { defineRule } from '../../../contracts/validate/rule.ts'

export default defineRule({
  id: 'table-without-contract',
  severity: 'warning',
  what: 'A table that no contract describes.',
  why: 'Nobody says what is in it, who owns it, and what of it is personal.',
  example: 'a table scratch.orders_copy on the branch prod',
  fix: 'write a contract, or drop the table',
})
