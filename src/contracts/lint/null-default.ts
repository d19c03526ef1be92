import type { Place } from '../../kernel/finding.ts'
import type { AvroField } from '../avro/schema.ts'
import { addJsonKey } from './edit/json.ts'
import type { LintProblem } from './rule.ts'

/** How a field that may be null gets its default: by an edit where null is the first branch, as Avro asks of defaults; else in words. */
export function nullDefault({ type }: AvroField, { path }: Place): Pick<LintProblem, 'fix' | 'mend'> {
  const first = type.kind === 'union' ? type.branches[0] : type
  if (first?.kind !== 'null' || path === undefined)
    return { fix: 'put "null" first in the union and add "default": null' }
  return { mend: (text) => addJsonKey(text, path, 'default', null) }
}
