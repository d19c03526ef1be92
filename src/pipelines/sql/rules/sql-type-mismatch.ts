import { defineRule } from '../../../contracts/validate/rule.ts'

export default defineRule({
  id: 'sql-type-mismatch',
  severity: 'error',
  what: 'Types that do not go together, or that engines convert each in its own way.',
  why: 'DuckDB, Trino and Spark round, divide and compare mixed types differently: one source would give three answers.',
  example: "`price = '12.30'`; `revenue / orders` without a CAST that says the digits",
  fix: 'CAST one of them to the type that is meant',
})
