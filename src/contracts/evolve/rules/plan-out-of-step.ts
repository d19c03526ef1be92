import { defineRule } from '../../validate/rule.ts'

export default defineRule({
  id: 'plan-out-of-step',
  severity: 'warning',
  what: 'A planned break that has not done what its days ask for: no successor, nothing announced, or its sunset has passed.',
  why: 'Consumers cannot move to what is not there, and nobody moves by a day that nobody is told.',
  example: '`dualWriteFrom: 2027-01-01`, and in February there is no contract `order.created.v2`',
  fix: 'do the step that the message names, or change the plan',
})
