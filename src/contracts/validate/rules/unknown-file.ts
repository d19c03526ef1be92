import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'unknown-file',
  severity: 'error',
  what: 'A file in the contract folder is neither `.odcs.yaml` nor `.avsc`.',
  why: 'A contract with a misspelt ending would never be loaded, and nobody would notice.',
  example: 'contracts/events/order.created.odcs.yml',
  fix: 'rename it to <name>.odcs.yaml or <name>.avsc, or move it out of the contract folder',
})
