import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'invalid-value',
  severity: 'error',
  what: 'A value has the wrong type, or is not one of the possible ones.',
  why: 'Other tools of the standard would refuse the document, or read something else.',
  example: '`status: activ`',
  fix: 'write one of the values the message names',
})
