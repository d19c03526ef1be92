import { defineCheckRule, fieldText } from '../rule.ts'

/** Avro's promotions hold for its own readers only. */
export default defineCheckRule({
  id: 'type-promoted',
  category: 'meaning',
  severity: 'warning',
  breaks: true,
  what: 'A type changed into a wider one that Avro reads the old one as.',
  why: 'The registry says "compatible", but columns, generated classes and JSON readers of the narrow type overflow or fail; long → double loses digits beyond 2^53.',
  example: '`"int"` becomes `"long"`',
  fix: 'widen the tables and jobs that read the field first, or add a field of the new type',
  on: 'type-changed',
  check({ path, from, to, isPromoted }, { isAvroBreak }) {
    if (!isPromoted || isAvroBreak({ path })) return undefined
    // Of these two neither is the wider one.
    if (isBytes(from) || isBytes(to))
      return `${fieldText(path)}: ${from} became ${to}: Avro reads the one as the other, but ${isBytes(from) ? 'bytes that are no UTF-8 are lost, and Base64 is read as text' : 'text is bytes in JSON, tables and generated classes'}`
    return `${fieldText(path)}: the type was widened from ${from} to ${to}`
  },
})

/** A decimal in fixed is never promoted. */
const isBytes = (type: string): boolean => type === 'bytes' || type.startsWith('decimal(')
