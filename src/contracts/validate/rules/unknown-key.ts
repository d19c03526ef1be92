import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'unknown-key',
  severity: 'error',
  what: 'A key that the standard (or the file format) does not have.',
  why: 'A misspelt key is silently ignored, and what it should have said is missing.',
  example: '`desciption:` instead of `description:`',
  fix: 'remove it, or use the right name',
})
