import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'invalid-option',
  severity: 'error',
  what: 'A `logicalTypeOptions` value has the wrong form.',
  why: 'A bound that cannot be read bounds nothing.',
  example: '`minLength: -1`',
  fix: 'write the value as the message says',
})
