import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'invalid-example-file',
  severity: 'error',
  what: 'An example file cannot be used: no JSON, or not of the form that is asked for.',
  why: 'An example that is not looked at proves nothing.',
  example: 'an invalid example without `error`',
  fix: 'valid/*.json holds a record; invalid/*.json holds {"error": {"reason", "path", "message"}, "record"}',
})
