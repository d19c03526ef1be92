import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'duplicate-setting',
  severity: 'error',
  what: 'The same setting stands twice in `customProperties`.',
  why: 'Which one counts would be chance.',
  example: '`property: key` twice',
  fix: 'keep one of the two',
})
