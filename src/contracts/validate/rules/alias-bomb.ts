import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'alias-bomb',
  severity: 'error',
  what: 'YAML aliases expand to far more than the file holds.',
  why: 'A few lines of nested aliases expand to gigabytes and stop every tool that reads the file.',
  example: '&a [*b, *b, …] nested ten times',
  fix: 'write the values out',
})
