import { defineRule } from '../../validate/rule.ts'

export default defineRule({
  id: 'stale-lineage',
  severity: 'error',
  what: 'A job is not as it was when the lineage file was written: it changed, is new, or is gone.',
  why: 'A check reads the file and runs no job: it would name the wrong users, or none.',
  example: 'jobs/fraud.ts was edited, and lineage.json was not written anew',
  fix: 'run `dq lineage export` and commit lineage.json',
})
