import type { IncompatibilityKind } from '../compat/incompatibility.ts'
import type { AvroBreak } from './evidence.ts'
import { type CheckContext, type CheckRule, defineCheckRule, fieldText } from './rule.ts'

/** A rule for one of the kinds of Avro Java's SchemaCompatibility; all of them are told in the same form. */
export const defineAvroRule = ({
  incompatibility,
  explain,
  fixOf,
  ...text
}: Pick<CheckRule, 'id' | 'what' | 'why' | 'example' | 'fix'> & {
  readonly incompatibility: IncompatibilityKind
  /** What is wrong, in words; `by` is who reads: the new schema or the old one. */
  readonly explain: (found: AvroBreak, reader: string, writer: string) => string
  /** A better way to mend this one than what the rule says in general. */
  readonly fixOf?: (found: AvroBreak, context: CheckContext) => string | undefined
}): CheckRule =>
  defineCheckRule({
    ...text,
    category: 'avro',
    severity: 'error',
    breaks: true,
    on: 'avro-break',
    check(found, context) {
      if (found.incompatibility !== incompatibility) return undefined
      const [reader, writer] = found.direction === 'backward' ? ['new', 'old'] : ['old', 'new']
      const because = found.because.length === 0 ? '' : ` (${found.because.join('; ')})`
      const why = `${fieldText(found.path)}: ${explain(found, reader, writer)}${because}`
      const identity = `${found.direction} ${incompatibility}: ${why}`
      const message = `${found.level}: ${cannotRead(found)}: ${why} [${incompatibility} at ${found.location}]`
      const fix = fixOf?.(found, context)
      return { message, identity, ...(fix !== undefined && { fix }) }
    },
  })

/** `the new schema cannot read old data, that of v2 and v1 too`; of earlier versions alone `the new schema cannot read data of v1`. */
export function cannotRead({
  direction,
  inBaseline,
  versions,
}: Pick<AvroBreak, 'direction' | 'inBaseline' | 'versions'>): string {
  const named = namesOf(versions)
  if (direction === 'backward') {
    if (!inBaseline) return `the new schema cannot read data of ${named}`
    return `the new schema cannot read old data${versions.length === 0 ? '' : `, that of ${named} too`}`
  }
  if (!inBaseline) return `the schema of ${named} cannot read new data`
  return `the old schema cannot read new data${versions.length === 0 ? '' : `, that of ${named} neither`}`
}

/** At most three by name. */
function namesOf(versions: readonly string[]): string {
  const shown = versions.length > 4 ? versions.slice(0, 3) : versions
  const more = versions.length - shown.length
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(' and ').replace(/ and (?=.* and )/g, ', ')
}
