import { defineAvroRule } from '../avro-rule.ts'
import { aliasFix } from '../perhaps-renamed.ts'

/** Records written without the field carry no value for it, so a reader that wants it needs a default. */
export default defineAvroRule({
  id: 'avro-missing-default',
  incompatibility: 'READER_FIELD_MISSING_DEFAULT_VALUE',
  what: 'A field that only one of the two schemas has is read without a default.',
  why: 'Its reader has no value for it and fails on the first record of the other version.',
  example: 'a new field `{"name": "coupon", "type": "string"}`, or a removed field that had no default',
  fix: 'give the new field a default, e.g. "type": ["null", "string"], "default": null; keep a removed one until no reader asks for it',
  fixOf({ path, direction, inBaseline }, { perhapsRenamed }) {
    const rename = perhapsRenamed(path)
    if (rename === undefined || !inBaseline) return undefined
    // Aliases belong to the reader's schema: they help the new one only.
    return direction === 'backward' ? `${aliasFix(rename)}; else give it a default` : undefined
  },
  explain: ({ direction }) =>
    direction === 'backward'
      ? 'it is new and has no default, and old records carry no value for it'
      : 'it is removed and had no default, and readers of the old schema still ask for it',
})
