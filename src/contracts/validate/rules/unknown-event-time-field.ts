import { unknownField } from '../named-field.ts'
import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'unknown-event-time-field',
  severity: 'error',
  what: '`eventTime` names a field that does not exist.',
  why: 'Windows and watermarks follow the event time: without it no job can read the topic.',
  example: '`property: eventTime` with `value: createdAt`',
  fix: 'name a top-level timestamp field of the avsc',
  *check(contract) {
    yield* unknownField(contract, 'eventTime')
  },
})
