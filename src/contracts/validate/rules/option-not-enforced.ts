import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'option-not-enforced',
  severity: 'warning',
  what: 'A `logicalTypeOptions` entry that `dq` does not check on records.',
  why: 'It reads like a promise, but a record that breaks it passes.',
  example: '`multipleOf: 5`',
  fix: 'remove it, or state it as an expectation on the table',
})
