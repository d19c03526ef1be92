import { isNullable, nonNull } from '../avro-kind.ts'
import { namedField } from '../named-field.ts'
import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'impossible-event-time-field',
  severity: 'error',
  what: '`eventTime` names a field that is no timestamp, or may be null.',
  why: 'A record without a time belongs to no window.',
  example: '`eventTime` naming a string',
  fix: 'name a field of type long with logicalType timestamp-millis or timestamp-micros, not nullable',
  *check(contract) {
    const named = namedField(contract, 'eventTime')
    if (named === undefined) return
    const { name, type } = named.field
    const kind = nonNull(type)
    if (kind !== 'timestamp-millis' && kind !== 'timestamp-micros')
      yield { at: named.at, message: `eventTime "${name}" has type ${kind}, not a timestamp` }
    else if (isNullable(type)) yield { at: named.at, message: `eventTime "${name}" may be null` }
  },
})
