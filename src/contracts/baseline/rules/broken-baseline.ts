import { defineRule } from '../../validate/rule.ts'

export default defineRule({
  id: 'broken-baseline',
  severity: 'warning',
  what: 'A file of the baseline has mistakes, so that it could be compared in part or not at all.',
  why: 'What it promised is not known for certain: a breaking change of it may pass unseen. The other files are compared as usual.',
  example: 'a contract on main whose Avro schema does not parse, mended by this branch',
  fix: 'look at this file yourself, or name a baseline in which it was sound',
})
