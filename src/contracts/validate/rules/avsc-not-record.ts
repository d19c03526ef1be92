import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'avsc-not-record',
  severity: 'error',
  what: 'The Avro schema of a contract is not a record.',
  why: 'A contract describes fields; an enum or a union has none.',
  example: 'an avsc that is {"type": "enum", …}',
  fix: 'wrap it in a record, or name the right file',
})
