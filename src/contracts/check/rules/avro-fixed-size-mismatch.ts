import { defineAvroRule } from '../avro-rule.ts'

/** A fixed has no length on the wire: with another size every byte after it is misread. */
export default defineAvroRule({
  id: 'avro-fixed-size-mismatch',
  incompatibility: 'FIXED_SIZE_MISMATCH',
  what: 'A fixed type has another size.',
  why: 'Its length is not on the wire, so a reader with the other size refuses all data.',
  example: '`"size": 16` becomes `"size": 20`',
  fix: 'keep the size, and add a field of a new fixed type beside it',
  explain: ({ detail }) => `the size differs: ${detail}`,
})
