import type { AvroSchema, AvroUnion } from '../avro/schema.ts'
import { type Found, merged, NOTHING } from './found.ts'
import type { LocatedIncompatibility } from './incompatibility.ts'
import { incompatible, javaType } from './leaf.ts'
import { promotes } from './match.ts'
import type { Comparison, Question } from './question.ts'

const lacking = (writer: AvroSchema): string => `reader union lacking writer type: ${javaType(writer)}`

/** Each branch of the writer's union must be readable; of one that is not, Avro Java says only that. */
export function* compareUnions({ at, within }: Question, reader: AvroUnion, writer: AvroUnion): Comparison {
  const all: LocatedIncompatibility[] = []
  for (const [i, branch] of writer.branches.entries()) {
    const place = `${at}/${i}`
    const found = yield { reader, writer: branch, at: '', within: within + place }
    if (found.length > 0) all.push(incompatible('MISSING_UNION_BRANCH', reader, writer, place, lacking(branch)))
  }
  return all
}

/** A reader that is no union must read every branch. */
export function* compareWithWriterUnion({ at, within }: Question, reader: AvroSchema, writer: AvroUnion): Comparison {
  const all: Found[] = []
  for (const [i, branch] of writer.branches.entries()) {
    const found = yield { reader, writer: branch, at: `${at}/${i}`, within }
    if (found.length > 0) all.push(found)
  }
  return merged(all)
}

/** One branch of the reader's union must read the writer's type: the first that does ends the search. */
export function* compareWithReaderUnion({ at, within }: Question, reader: AvroUnion, writer: AvroSchema): Comparison {
  for (const branch of reader.branches) {
    if (promotes(branch.kind, writer.kind)) return NOTHING
    const found = yield { reader: branch, writer, at: '', within: within + at }
    if (found.length === 0) return NOTHING
  }
  return [incompatible('MISSING_UNION_BRANCH', reader, writer, at, lacking(writer))]
}
