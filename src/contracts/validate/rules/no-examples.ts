import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'no-examples',
  severity: 'error',
  what: 'A contract has no valid or no invalid example.',
  why: 'A contract that was never seen to refuse anything may refuse nothing.',
  example: 'fixtures/contracts/order-created/ without the folder invalid',
  fix: 'add valid/<case>.json and invalid/<case>.json in the folder of the contract id',
})
