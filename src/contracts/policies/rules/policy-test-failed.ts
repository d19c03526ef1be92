import { defineRule } from '../../validate/rule.ts'

export default defineRule({
  id: 'policy-test-failed',
  severity: 'error',
  what: 'A situation of `contracts/policies/tests/` of which the policy says something else than the test expects.',
  why: 'The tests say what was agreed on; a policy that says otherwise lets through, or holds up, what nobody meant.',
  example: 'a test expects `promotion-approvals: fail`, and the path asks for no approval any more',
  fix: 'mend the policy, or have what the test expects reviewed',
})
