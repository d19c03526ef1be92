import { defineRule } from '../../../contracts/validate/rule.ts'

export default defineRule({
  id: 'sql-output-mismatch',
  severity: 'error',
  what: 'A query whose columns are not those of the contract it writes.',
  why: 'The table would not be what readers were promised, and the write fails, or fills with nulls.',
  example: '`AS paid` where the contract has `paid_amount`; a column that may be null for a field that may not',
  fix: 'name and cast each column as the contract has it',
})
