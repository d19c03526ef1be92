import type { AvroSchema } from '../avro/schema.ts'
import { compareRecords } from './compare-record.ts'
import { compareUnions, compareWithReaderUnion, compareWithWriterUnion } from './compare-union.ts'
import { type Found, flatten, NOTHING } from './found.ts'
import type { Compatibility, LocatedIncompatibility } from './incompatibility.ts'
import { compareLeaves } from './leaf.ts'
import type { Comparison, Question } from './question.ts'

/**
 * Whether a reader's schema reads every datum of a writer's schema, judged as Avro Java 1.12.2 does in
 * SchemaCompatibility.checkReaderWriterCompatibility (which Confluent's registry follows), with all that it finds and
 * its order. Logical types do not count. Where two fields of the writer match one of the reader, Avro Java throws: that
 * is an AMBIGUOUS_FIELD here, listed last. Ends on recursive schemas; needs no more stack for deep ones.
 */
export function compareAvroSchemas(reader: AvroSchema, writer: AvroSchema): Compatibility<LocatedIncompatibility> {
  const ambiguous: LocatedIncompatibility[] = []
  const incompatibilities = [...flatten(answer(reader, writer, ambiguous)), ...ambiguous]
  return { compatible: incompatibilities.length === 0, incompatibilities }
}

interface Open {
  readonly question: Question
  readonly comparison: Comparison
}

/**
 * A pair of type objects is judged once, and the answer repeated with its first location: the second use of a named
 * type says where the first one was. While it is being judged a pair counts as compatible, which ends recursion.
 */
function answer(reader: AvroSchema, writer: AvroSchema, ambiguous: LocatedIncompatibility[]): Found {
  const answers = new Map<AvroSchema, Map<AvroSchema, Found>>()
  const open: Open[] = []

  /** Gives the answer at once, or opens a comparison. */
  const ask = (question: Question): Found | undefined => {
    const known = answersFor(question.reader, answers)
    const before = known.get(question.writer)
    if (before !== undefined) return before
    const comparison = compareInside(question, ambiguous)
    if (comparison === undefined) {
      const found = compareLeaves(question.reader, question.writer, question.at)
      known.set(question.writer, found)
      return found
    }
    known.set(question.writer, NOTHING)
    open.push({ question, comparison })
    return undefined
  }

  let last = ask({ reader, writer, at: '', within: '' }) ?? NOTHING
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const step = top.comparison.next(last)
    if (step.done === true) {
      open.pop()
      last = step.value
      answersFor(top.question.reader, answers).set(top.question.writer, last)
    } else last = ask(step.value) ?? NOTHING
  }
  return last
}

function answersFor(reader: AvroSchema, answers: Map<AvroSchema, Map<AvroSchema, Found>>): Map<AvroSchema, Found> {
  const known = answers.get(reader)
  if (known !== undefined) return known
  const fresh = new Map<AvroSchema, Found>()
  answers.set(reader, fresh)
  return fresh
}

function compareInside(question: Question, ambiguous: LocatedIncompatibility[]): Comparison | undefined {
  const { reader, writer } = question
  if (reader.kind === 'union')
    return writer.kind === 'union'
      ? compareUnions(question, reader, writer)
      : compareWithReaderUnion(question, reader, writer)
  if (writer.kind === 'union') return compareWithWriterUnion(question, reader, writer)
  if (reader.kind === 'record' && writer.kind === 'record') return compareRecords(question, reader, writer, ambiguous)
  if (reader.kind === 'array' && writer.kind === 'array')
    return compareInner(question, reader.items, writer.items, 'items')
  if (reader.kind === 'map' && writer.kind === 'map')
    return compareInner(question, reader.values, writer.values, 'values')
  return undefined
}

function* compareInner({ at, within }: Question, reader: AvroSchema, writer: AvroSchema, step: string): Comparison {
  return yield { reader, writer, at: `${at}/${step}`, within }
}
