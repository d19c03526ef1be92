import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'unreadable-file',
  severity: 'error',
  what: 'A file of the contract repo cannot be read.',
  why: 'What cannot be read is not checked, and would pass for correct.',
  example: 'contracts/events/order.created.odcs.yaml without read permission',
  fix: 'make the file readable, or remove it',
})
