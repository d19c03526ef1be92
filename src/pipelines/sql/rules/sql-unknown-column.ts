import { defineRule } from '../../../contracts/validate/rule.ts'

export default defineRule({
  id: 'sql-unknown-column',
  severity: 'error',
  what: 'A query of a column that the contract of its table does not have, or that several tables have.',
  why: 'It fails when it runs, at night; an ambiguous name changes its meaning when a table gets a column.',
  example: '`o.order_idd`; `region` where both joined tables have one',
  fix: 'use a field of the contract, with the name of its table: o.order_id',
})
