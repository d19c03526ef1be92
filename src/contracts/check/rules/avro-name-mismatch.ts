import { defineAvroRule } from '../avro-rule.ts'

/** Named types are matched by simple name or by the reader's alias, not by their fields. */
export default defineAvroRule({
  id: 'avro-name-mismatch',
  incompatibility: 'NAME_MISMATCH',
  what: 'A record, enum or fixed has another name, without an alias to the old one.',
  why: 'Avro matches named types by name: readers refuse data of the other name.',
  example: '`"name": "Order"` becomes `"name": "PlacedOrder"`',
  fix: 'keep the name, or add the old full name to "aliases" of the type (which helps new readers only)',
  explain: ({ detail }) => `the name differs: ${detail}`,
})
