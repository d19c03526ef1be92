import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'missing-avsc',
  severity: 'error',
  what: 'A contract names no Avro schema, or one whose file does not exist.',
  why: 'The avsc owns names and types: without it nothing can be decoded or checked.',
  example: '`url: ./order.creatd.avsc`',
  fix: 'name the file in schema[0].authoritativeDefinitions: {type: avroSchema, url: ./<name>.avsc}',
})
