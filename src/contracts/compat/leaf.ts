import type { AvroSchema } from '../avro/schema.ts'
import { type Found, NOTHING } from './found.ts'
import type { IncompatibilityKind, LocatedIncompatibility } from './incompatibility.ts'
import { nameMatches, promotes } from './match.ts'

/** Java calls types in capitals. */
export const javaType = (schema: AvroSchema): string => schema.kind.toUpperCase()

/** An incompatibility at a path; the empty path is the root. */
export const incompatible = (
  kind: IncompatibilityKind,
  reader: AvroSchema,
  writer: AvroSchema,
  at: string,
  message: string,
): LocatedIncompatibility => ({ kind, location: at === '' ? '/' : at, message, reader, writer })

/** Compares two types of which neither is a union and which do not both hold other types of the same kind. */
export function compareLeaves(reader: AvroSchema, writer: AvroSchema, at: string): Found {
  if (reader.kind === 'fixed' && writer.kind === 'fixed') {
    const found = compareNames(reader, writer, at)
    if (reader.size === writer.size) return found
    const message = `expected: ${writer.size}, found: ${reader.size}`
    return [...found, incompatible('FIXED_SIZE_MISMATCH', reader, writer, `${at}/size`, message)]
  }
  if (reader.kind === 'enum' && writer.kind === 'enum') {
    const found = compareNames(reader, writer, at)
    const known = new Set(reader.symbols)
    const missing = writer.symbols.filter((symbol) => !known.has(symbol))
    if (missing.length === 0 || reader.default !== undefined) return found
    // Sorted by UTF-16 unit, as Java sorts strings.
    const message = `[${missing.sort().join(', ')}]`
    return [...found, incompatible('MISSING_ENUM_SYMBOLS', reader, writer, `${at}/symbols`, message)]
  }
  if (promotes(reader.kind, writer.kind)) return NOTHING
  const message = `reader type: ${javaType(reader)} not compatible with writer type: ${javaType(writer)}`
  return [incompatible('TYPE_MISMATCH', reader, writer, at, message)]
}

export function compareNames(reader: AvroSchema, writer: AvroSchema, at: string): Found {
  if (!('fullName' in reader) || !('fullName' in writer) || nameMatches(reader, writer)) return NOTHING
  return [incompatible('NAME_MISMATCH', reader, writer, `${at}/name`, `expected: ${writer.fullName}`)]
}
