import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'unknown-option',
  severity: 'error',
  what: 'A `logicalTypeOptions` entry that the standard does not have.',
  why: 'A misspelt bound is silently ignored, and every value passes.',
  example: '`minimun: 0`',
  fix: 'use a name of the standard, e.g. minimum, maximum, minLength, maxLength, pattern',
})
