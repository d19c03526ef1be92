import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'missing-key',
  severity: 'error',
  what: 'A key that must be there is not.',
  why: 'Without it the contract does not say what it governs, or in which version.',
  example: 'a contract without `version:`',
  fix: 'add the key',
})
