import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'duplicate-key',
  severity: 'error',
  what: 'A key stands twice in one YAML map.',
  why: 'Parsers disagree on which one counts, so tools would see different contracts.',
  example: '`name: a` and, ten lines below, `name: b`',
  fix: 'keep one of the two',
})
