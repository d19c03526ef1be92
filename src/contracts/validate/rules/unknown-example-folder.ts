import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'unknown-example-folder',
  severity: 'error',
  what: 'A folder of examples belongs to no contract, or is neither `valid` nor `invalid`.',
  why: 'Its examples are never looked at.',
  example: 'fixtures/contracts/order-create/',
  fix: 'name the folder <contract id>/valid or <contract id>/invalid',
})
