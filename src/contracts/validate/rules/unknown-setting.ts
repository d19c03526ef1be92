import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'unknown-setting',
  severity: 'error',
  what: 'A root `customProperties` entry that is no setting of `dq`.',
  why: 'A misspelt setting is silently ignored, and its default used instead.',
  example: '`property: partitons`',
  fix: 'use a setting that `dq` knows; notes of other tools belong in the customProperties of schema or team',
})
