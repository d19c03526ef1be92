import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'example-accepted',
  severity: 'error',
  what: 'An invalid example passes the contract.',
  why: 'The contract does not refuse what it was meant to refuse.',
  example: 'invalid/long-region.json, after the pattern was dropped',
  fix: 'mend the contract, or move the example to valid/',
})
