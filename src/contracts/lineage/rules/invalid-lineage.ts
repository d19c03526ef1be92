import { defineRule } from '../../validate/rule.ts'

export default defineRule({
  id: 'invalid-lineage',
  severity: 'error',
  what: 'The lineage file cannot be read, or is not in its form.',
  why: 'Nobody can say which jobs a change breaks.',
  example: 'a merge conflict left in lineage.json',
  fix: 'write it anew: dq lineage export',
})
