import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'yaml-syntax',
  severity: 'error',
  what: 'A file is not valid YAML 1.2.',
  why: 'Nothing in it can be trusted until it parses.',
  example: 'a tab used for indentation',
  fix: 'mend the YAML at this place',
})
