import { defineRule } from '../../../contracts/validate/rule.ts'

export default defineRule({
  id: 'sql-syntax',
  severity: 'error',
  what: 'SQL that is not in the subset which DuckDB, Trino and Spark share.',
  why: 'It would run on one engine and fail, or mean something else, on another.',
  example: '`SELECT … QUALIFY ROW_NUMBER() OVER (…) = 1`',
  fix: 'write it in the way the message names',
})
