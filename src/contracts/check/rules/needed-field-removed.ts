import type { Impact } from '../../../kernel/finding.ts'
import type { EvidenceOf } from '../evidence.ts'
import { aliasFix } from '../perhaps-renamed.ts'
import { defineCheckRule, fieldText } from '../rule.ts'

/** Registries know no consumers: an Iceberg sink died of a column that "compatible" had dropped (iceberg-kafka-connect#261). */
export default defineCheckRule({
  id: 'needed-field-removed',
  category: 'meaning',
  severity: 'error',
  breaks: true,
  what: 'A field is removed, or renamed by alias, that a job, a table or an expectation of this repo needs under that name.',
  why: 'A registry may call the removal compatible, and a sunset may have passed: what is made of the field still stops or becomes null.',
  example: '`total` is dropped from order.created while silver.orders computes `amount` from it',
  fix: 'take it out of what needs it first, and remove the field then',
  on: ['field-removed', 'field-renamed'],
  check(change, { usersOf, perhapsRenamed }) {
    const gone = change.kind === 'field-removed' ? change : formerField(change)
    // What is made of it further on stands in the finding's impact; a recorded event is recorded anew.
    const users = usersOf(gone).filter(({ kind, via = [] }) => kind !== 'fixture' && via.length === 0)
    if (users.length === 0) return undefined
    if (change.kind === 'field-renamed')
      return {
        message: `${fieldText(gone.path)} is renamed to "${change.to}", and ${needers(users)} under its old name`,
        identity: `renamed ${gone.path}`,
        fix: 'let what needs it use the new name in the same change: Avro readers know the alias, jobs and SQL do not',
      }
    const rename = perhapsRenamed(gone.path)
    return {
      message: `${fieldText(gone.path)} is removed, and ${needers(users)}`,
      identity: `removed ${gone.path}`,
      ...(rename !== undefined && { fix: `${aliasFix(rename)}; else take it out of what needs it first` }),
    }
  },
})

/** The field by its old name, as who still uses it calls it. */
const formerField = ({ of, path, from }: EvidenceOf<'field-renamed'>): EvidenceOf<'field-removed'> => ({
  kind: 'field-removed',
  of,
  path: path.slice(0, path.lastIndexOf('.') + 1) + from,
  type: '',
  hasDefault: false,
})

/** `table silver.orders and job fraud-enricher need it`. */
function needers(users: readonly Impact[]): string {
  const names = [...new Set(users.map(({ kind, name }) => `${kind} ${name}`))]
  const shown = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names
  const list = shown.length === 1 ? shown[0] : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
  return `${list} ${names.length === 1 ? 'needs' : 'need'} it`
}
