import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'invalid-avsc',
  severity: 'error',
  what: 'A file is no valid Avro schema.',
  why: 'Producers, consumers and the registry would refuse it, or read it differently.',
  example: 'a field of type "strng", or two records that need each other across files',
  fix: 'mend the schema at the place the message names',
})
