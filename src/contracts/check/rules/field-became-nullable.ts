import { defineCheckRule, fieldText } from '../rule.ts'

/** Under BACKWARD alone a registry lets it through: new readers know the null, running ones do not. */
export default defineCheckRule({
  id: 'field-became-nullable',
  category: 'meaning',
  severity: 'warning',
  breaks: false,
  what: 'A field that always had a value may be null now.',
  why: 'Jobs that add, join or key by it get nulls they never saw: sums skip rows, joins lose them, NOT NULL columns refuse them.',
  example: '`"string"` becomes `["null", "string"]`',
  fix: 'keep it required, or check that every reader handles null first',
  on: 'nullability-changed',
  check({ path, isNullable }, { isAvroBreak }) {
    return isNullable && !isAvroBreak({ path }) ? `${fieldText(path)}: it may be null now` : undefined
  },
})
