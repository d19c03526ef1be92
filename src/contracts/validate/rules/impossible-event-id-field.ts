import { isNullable, nonNull } from '../avro-kind.ts'
import { namedField } from '../named-field.ts'
import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'impossible-event-id-field',
  severity: 'error',
  what: '`eventId` names a field that cannot identify an event.',
  why: 'Ids are compared as text or whole numbers; a null id would make all such events duplicates of each other.',
  example: '`eventId` naming a nullable string',
  fix: 'name a string, uuid or integer field that is not nullable',
  *check(contract) {
    const named = namedField(contract, 'eventId')
    if (named === undefined) return
    const { name, type } = named.field
    const kind = nonNull(type)
    if (!['string', 'uuid', 'int', 'long'].includes(kind))
      yield { at: named.at, message: `eventId "${name}" has type ${kind}` }
    else if (isNullable(type)) yield { at: named.at, message: `eventId "${name}" may be null` }
  },
})
