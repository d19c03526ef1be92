import { defineRule } from '../../../contracts/validate/rule.ts'

export default defineRule({
  id: 'sql-unknown-table',
  severity: 'error',
  what: 'A query of a table that has no contract.',
  why: 'Nobody has promised its columns, so neither types nor lineage can be known.',
  example: '`FROM bronze.order` where the contract is `bronze.orders`',
  fix: 'use the name of a contract, or write a contract for the table',
})
