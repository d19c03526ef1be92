import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'unused-avsc',
  severity: 'warning',
  what: 'No contract and no other schema uses an `.avsc` file.',
  why: 'It looks governed but nobody checks it: mostly a leftover of a rename.',
  example: 'contracts/events/orders.avsc next to order.created.odcs.yaml',
  fix: 'remove it, or name it in a contract',
})
