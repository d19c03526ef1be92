import { defineAvroRule } from '../avro-rule.ts'

/** Avro promotes int → long → float → double and string ↔ bytes; every other change of type is refused. */
export default defineAvroRule({
  id: 'avro-type-mismatch',
  incompatibility: 'TYPE_MISMATCH',
  what: 'A type changed into one that Avro does not read it as.',
  why: 'Every record with this field fails to decode.',
  example: '`"type": "string"` becomes `"type": "int"`',
  fix: 'keep the type, and add a field of the new type under a new name',
  explain: ({ detail }) => detail,
})
