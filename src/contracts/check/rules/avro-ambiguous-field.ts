import { defineAvroRule } from '../avro-rule.ts'

/** Avro Java throws here instead of answering, so neither registry nor reader gets as far as a verdict. */
export default defineAvroRule({
  id: 'avro-ambiguous-field',
  incompatibility: 'AMBIGUOUS_FIELD',
  what: 'Two fields of the older or newer schema match one field of the reader, by its name and an alias.',
  why: 'Avro Java gives up with an exception: no reader and no registry can compare the two schemas.',
  example: 'the old schema has `id` and `order_id`, the new one `{"name": "order_id", "aliases": ["id"]}`',
  fix: 'remove the alias, or the field that it names',
  explain: ({ detail }) => detail,
})
