import type { IncompatibilityKind } from '../compat/incompatibility.ts'
import type { AvroBreak } from './evidence.ts'
import { type CheckRule, defineCheckRule, fieldText } from './rule.ts'

/** A rule for one of the kinds of Avro Java's SchemaCompatibility; all of them are told in the same form. */
export const defineAvroRule = ({
  incompatibility,
  explain,
  ...text
}: Pick<CheckRule, 'id' | 'what' | 'why' | 'example' | 'fix'> & {
  readonly incompatibility: IncompatibilityKind
  /** What is wrong, in words; `by` is who reads: the new schema or the old one. */
  readonly explain: (found: AvroBreak, reader: string, writer: string) => string
}): CheckRule =>
  defineCheckRule({
    ...text,
    category: 'avro',
    severity: 'error',
    breaks: true,
    on: 'avro-break',
    check(found) {
      if (found.incompatibility !== incompatibility) return undefined
      const [reader, writer] = found.direction === 'backward' ? ['new', 'old'] : ['old', 'new']
      const because = found.because.length === 0 ? '' : ` (${found.because.join('; ')})`
      const why = `${fieldText(found.path)}: ${explain(found, reader, writer)}${because}`
      const identity = `${found.direction} ${incompatibility}: ${why}`
      const versions = found.versions.length > 1 ? `, versions ${found.versions.join(', ')}` : ''
      const message = `${found.level}: the ${reader} schema cannot read ${writer} data${versions}: ${why} [${incompatibility} at ${found.location}]`
      return { message, identity }
    },
  })
