import { defineRule } from '../../validate/rule.ts'

export default defineRule({
  id: 'invalid-plan',
  severity: 'error',
  what: 'A plan of a break that is not in its form, or whose contract does not exist.',
  why: 'The gate would follow nothing, and a removal would be judged as if nobody had planned it.',
  example: '`sunset: soon`',
  fix: 'give what the message names; dq contract evolve writes plans',
})
