import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'example-refused',
  severity: 'error',
  what: 'A valid example breaks the contract.',
  why: 'Either the contract refuses what producers send, or the example is out of date.',
  example: 'valid/plain.json with `"region": "sp"`',
  fix: 'mend the example, or the contract',
})
