import { unknownField } from '../named-field.ts'
import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'unknown-key-field',
  severity: 'error',
  what: '`key` names a field that does not exist.',
  why: 'The key decides the partition, so the order of events and which of them can be joined.',
  example: '`property: key` with `value: customer`',
  fix: 'name a top-level field of the avsc',
  *check(contract) {
    yield* unknownField(contract, 'key')
  },
})
