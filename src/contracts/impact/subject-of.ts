import type { Evidence } from '../check/evidence.ts'
import { joinPath } from '../diff/pair.ts'
import type { Subject } from './impact-of-field.ts'
import { WHOLE } from './usage.ts'

/** What a change is about, as users know it: the old names, which they still say, and the new ones. Empty where no user can feel it. */
export function subjectsOf(evidence: Evidence): readonly Subject[] {
  const { kind, of, path } = evidence
  switch (kind) {
    case 'field-removed':
    case 'type-changed':
    case 'logical-type-changed':
    case 'nullability-changed':
    case 'default-added':
    case 'default-removed':
    case 'default-changed':
    case 'type-renamed':
    case 'enum-symbols-added':
    case 'enum-symbols-removed':
    case 'enum-symbols-reordered':
    case 'enum-default-changed':
    case 'fixed-size-changed':
    case 'branches-added':
    case 'branches-removed':
    case 'privacy-class-changed':
    case 'constraint-changed':
    case 'deprecation-changed':
      return [{ contract: of, field: path === '' ? WHOLE : path }]
    case 'field-renamed': {
      const parent = path.includes('.') ? path.slice(0, path.lastIndexOf('.')) : ''
      return [
        { contract: of, field: joinPath(parent, evidence.from) },
        { contract: of, field: path },
      ]
    }
    // A field that the old schema did not have is used by nobody, but whoever reads the record cannot read it any more.
    case 'avro-break':
      return [{ contract: of, field: evidence.before === undefined || path === '' ? WHOLE : path }]
    case 'topic-renamed':
      return [
        { contract: evidence.from, field: WHOLE },
        { contract: of, field: WHOLE },
      ]
    case 'contract-removed':
    case 'contract-kind-changed':
    case 'status-changed':
    case 'wire-format-changed':
    case 'key-format-changed':
    case 'subject-strategy-changed':
    case 'retention-changed':
      return [{ contract: of, field: WHOLE }]
    case 'key-changed':
    case 'partitions-changed':
    case 'partitioner-changed':
      return [{ contract: of, field: WHOLE, edges: ['key', 'read'] }]
    case 'event-time-changed':
      return [{ contract: of, field: WHOLE, edges: ['time', 'read'] }]
    case 'event-id-changed':
      return [{ contract: of, field: WHOLE, edges: ['dedupe', 'read'] }]
    default:
      return []
  }
}
