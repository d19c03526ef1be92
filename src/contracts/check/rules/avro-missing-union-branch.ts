import { defineAvroRule } from '../avro-rule.ts'

/** Avro says only that no branch fits; the reason inside the branch of the same name is added. */
export default defineAvroRule({
  id: 'avro-missing-union-branch',
  incompatibility: 'MISSING_UNION_BRANCH',
  what: "A type that the writer may write fits no branch of the reader's union.",
  why: 'The first record that holds it cannot be read.',
  example: '`["null", "string", "int"]` becomes `["null", "string"]`, or the record in a branch changes incompatibly',
  fix: 'keep the branch, and mend what changed inside it; a new branch needs readers that know it first',
  explain: ({ readerType, writerType }, reader, writer) =>
    `no branch of the ${reader} union (${readerType}) reads the ${writer} type ${writerType}`,
})
