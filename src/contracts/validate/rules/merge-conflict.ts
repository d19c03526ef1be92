import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'merge-conflict',
  severity: 'error',
  what: 'A file holds a merge conflict that nobody settled.',
  why: 'It says two things at once, so nothing in it can be checked.',
  example: 'a line `<<<<<<< HEAD` in a contract',
  fix: 'choose what holds, and remove the lines <<<<<<<, ======= and >>>>>>>',
})
