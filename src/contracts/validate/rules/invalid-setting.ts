import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'invalid-setting',
  severity: 'error',
  what: 'A setting has a value it cannot have.',
  why: 'The topic or the registry would be made with something nobody meant.',
  example: '`property: partitions` with `value: 0`',
  fix: 'write one of the values the message names',
})
