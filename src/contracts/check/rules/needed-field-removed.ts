import type { Impact } from '../../../kernel/finding.ts'
import { defineCheckRule, fieldText } from '../rule.ts'

/** Registries know no consumers: an Iceberg sink died of a column that "compatible" had dropped (iceberg-kafka-connect#261). */
export default defineCheckRule({
  id: 'needed-field-removed',
  category: 'meaning',
  severity: 'error',
  breaks: true,
  what: 'A field is removed that a job, a table or an expectation of this repo needs.',
  why: 'A registry may call the removal compatible, and a sunset may have passed: what is made of the field still stops or becomes null.',
  example: '`total` is dropped from order.created while silver.orders computes `amount` from it',
  fix: 'take it out of what needs it first, and remove the field then',
  on: 'field-removed',
  check(change, { usersOf }) {
    // What is made of it further on stands in the finding's impact; a recorded event is recorded anew.
    const users = usersOf(change).filter(({ kind, via = [] }) => kind !== 'fixture' && via.length === 0)
    if (users.length === 0) return undefined
    return {
      message: `${fieldText(change.path)} is removed, and ${needers(users)}`,
      identity: `removed ${change.path}`,
    }
  },
})

/** `table silver.orders and job fraud-enricher need it`. */
function needers(users: readonly Impact[]): string {
  const names = [...new Set(users.map(({ kind, name }) => `${kind} ${name}`))]
  const shown = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names
  const list = shown.length === 1 ? shown[0] : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
  return `${list} ${names.length === 1 ? 'needs' : 'need'} it`
}
