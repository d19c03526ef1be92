import { defineRule } from '../../validate/rule.ts'

export default defineRule({
  id: 'expired-waiver',
  severity: 'error',
  what: 'A waiver whose last day has passed.',
  why: 'An exception without an end is a rule that nobody follows. The end was agreed on; now it is there.',
  example: '`expires: 2026-01-31`, read on 2026-02-01',
  fix: 'mend what it excused and remove it, or have a new date reviewed',
})
