import { defineRule } from '../../validate/rule.ts'

export default defineRule({
  id: 'history-incomplete',
  severity: 'warning',
  what: 'A contract is judged by a transitive level, and not all of its history is at hand.',
  why: 'A transitive level promises that data of every version can be read: a version that was not looked at may be one that breaks.',
  example: 'BACKWARD_TRANSITIVE in a shallow clone, which has no tags',
  fix: 'git fetch --unshallow --tags',
})
