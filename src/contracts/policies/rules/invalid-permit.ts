import { defineRule } from '../../validate/rule.ts'

export default defineRule({
  id: 'invalid-permit',
  severity: 'error',
  what: 'An entry of permits.yaml that is not complete, or whose id another one has.',
  why: 'It permits nothing, and somebody believes that it does.',
  example: 'a permit without `expires`',
  fix: 'write id, from, to, table, kind, owner, reason and expires: `dq policy permit add` does',
})
