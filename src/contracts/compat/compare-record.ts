import type { AvroField, AvroRecord } from '../avro/schema.ts'
import { type Found, merged } from './found.ts'
import type { LocatedIncompatibility } from './incompatibility.ts'
import { compareNames, incompatible } from './leaf.ts'
import { promotes, writerFields } from './match.ts'
import type { Comparison, Question } from './question.ts'

/** Each of the reader's fields needs a field of the writer, by name or alias, or a default. */
export function* compareRecords(
  { at, within }: Question,
  reader: AvroRecord,
  writer: AvroRecord,
  ambiguous: LocatedIncompatibility[],
): Comparison {
  const all: (LocatedIncompatibility | Found)[] = [...compareNames(reader, writer, at)]
  const lookup = writerFields(writer)
  for (const [i, field] of reader.fields.entries()) {
    const [match, second] = matches(field, lookup)
    if (second !== undefined) {
      const place = `${within}${at}/fields/${i}`
      ambiguous.push({
        ...incompatible('AMBIGUOUS_FIELD', reader, writer, place, tooMany(field, match, second)),
        field,
      })
    } else if (match !== undefined) {
      if (promotes(field.type.kind, match.type.kind)) continue
      const found = yield { reader: field.type, writer: match.type, at: `${at}/fields/${i}/type`, within }
      if (found.length > 0) all.push(found)
    } else if (field.default === undefined) {
      // An enum's own default is no default of the field: Avro Java then compares the enum with the whole record.
      if (field.type.kind === 'enum' && field.type.default !== undefined)
        all.push(yield { reader: field.type, writer, at: `${at}/fields/${i}/type`, within })
      else {
        const kind = 'READER_FIELD_MISSING_DEFAULT_VALUE'
        all.push({ ...incompatible(kind, reader, writer, `${at}/fields/${i}`, field.name), field })
      }
    }
  }
  return merged(all)
}

function matches(field: AvroField, lookup: (name: string) => AvroField | undefined): readonly AvroField[] {
  const direct = lookup(field.name)
  if (field.aliases.length === 0) return direct === undefined ? [] : [direct]
  return [direct, ...field.aliases.map(lookup)].filter((found) => found !== undefined)
}

const tooMany = (field: AvroField, first: AvroField | undefined, second: AvroField): string =>
  first === second
    ? `reader field ${field.name} matches writer field ${second.name} twice: an alias repeats the name`
    : `reader field ${field.name} matches writer fields ${first?.name} and ${second.name}`
