import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'not-utf8',
  severity: 'error',
  what: 'A file is not UTF-8 text.',
  why: 'YAML and JSON are UTF-8; another encoding turns into wrong names and texts without a warning.',
  example: 'a file saved as Latin-1 by an old editor',
  fix: 'save the file as UTF-8',
})
