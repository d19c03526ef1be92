import { defineAvroRule } from '../avro-rule.ts'

/** A symbol travels as its index in the writer's list; a reader that lacks the name has nothing to map it to. */
export default defineAvroRule({
  id: 'avro-missing-enum-symbols',
  incompatibility: 'MISSING_ENUM_SYMBOLS',
  what: "The reader's enum lacks symbols of the writer's, and has no default.",
  why: 'The first record with such a symbol cannot be read.',
  example: '`boleto` is removed from `symbols`; or `pix` is added while old readers must read new data',
  fix: 'keep removed symbols; give the enum a "default" symbol one release before you add a symbol',
  explain: ({ detail }, reader) => `the ${reader} enum lacks the symbols ${detail}`,
})
