import { unknownField } from '../named-field.ts'
import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'unknown-event-id-field',
  severity: 'error',
  what: '`eventId` names a field that does not exist.',
  why: 'Without the id a retry of the producer counts twice.',
  example: '`property: eventId` with `value: id`',
  fix: 'name a top-level field of the avsc',
  *check(contract) {
    yield* unknownField(contract, 'eventId')
  },
})
