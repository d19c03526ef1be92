import { defineRule } from '../../contracts/validate/rule.ts'

export default defineRule({
  id: 'unknown-table',
  severity: 'error',
  what: 'A suite whose table has no contract.',
  why: 'Nobody has promised what it checks, and its columns cannot be verified.',
  example: '`expectations/silver/silver.finance_leger.json`',
  fix: 'name the file after its contract: expectations/<layer>/<contract>.json',
})
