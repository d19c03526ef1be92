import { defineRule } from '../../validate/rule.ts'

export default defineRule({
  id: 'missing-lineage',
  severity: 'warning',
  what: 'There are jobs, but no lineage file says what they use.',
  why: 'A check runs no job: without the file it cannot name the jobs that a change breaks.',
  example: 'jobs/fraud.ts without lineage.json',
  fix: 'run `dq lineage export` and commit lineage.json',
})
