import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'codegen-out-of-date',
  severity: 'error',
  what: 'Generated declarations are not what the contracts say now.',
  why: 'Jobs would be checked against fields that have changed.',
  example: 'a new field in the avsc, without `dq contract codegen`',
  fix: 'run dq contract codegen',
})
