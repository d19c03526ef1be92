import { defineRule } from '../../validate/rule.ts'

export default defineRule({
  id: 'unknown-waiver-rule',
  severity: 'error',
  what: 'A waiver of a rule that does not exist.',
  why: 'It excuses nothing, and whoever wrote it thinks it does.',
  example: '`rule: field-remvoed`',
  fix: 'use an id that `dq rules` lists',
})
