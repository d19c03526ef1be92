import { defineRule } from '../../../contracts/validate/rule.ts'

export default defineRule({
  id: 'promoted-break',
  severity: 'error',
  what: 'A contract allows less than its own level of compatibility, against the table that the target of a promotion has.',
  why: 'Readers of the target were promised that level: the rows they have, or the code they run, would not fit any more.',
  example: '`compatibility: FULL`, and the table that comes to prod lacks a column that prod’s table has',
  fix: 'go in steps (dq contract evolve), or have the break reviewed: dq waiver add',
})
