import type { AvroSchema } from '../avro/schema.ts'
import type { SchemaChange } from './change.ts'
import { diffRecords } from './diff-record.ts'
import { diffTypes } from './diff-type.ts'
import { diffUnions } from './diff-union.ts'
import type { RecordPair, Sides, TypePair } from './pair.ts'

/** What a comparison found, and the inner types that are still to be compared. */
export interface Step {
  readonly changes: readonly SchemaChange[]
  readonly inner: readonly TypePair[]
}

/**
 * The differences of two contracts' Avro schemas, to any depth: those of a type before those inside it. A pair of named
 * types is compared once, where it comes up first, so recursive schemas end. Needs no more stack for deep ones.
 */
export function diffSchemas(sides: Sides): readonly SchemaChange[] {
  const { before, after } = sides
  const changes: SchemaChange[] = []
  const seen = new Map<AvroSchema, Set<AvroSchema>>()
  const root: TypePair = {
    before: before.schema,
    after: after.schema,
    path: '',
    root: '',
    at: { before: () => before.places.avsc(before.schema), after: () => after.places.avsc(after.schema) },
  }
  const todo = [root]
  for (let pair = todo.pop(); pair !== undefined; pair = todo.pop()) {
    // That a field changed to a type of another kind is told of each field.
    if ('fullName' in pair.before && pair.before.kind === pair.after.kind) {
      const known = seen.get(pair.before) ?? new Set()
      if (known.has(pair.after)) continue
      seen.set(pair.before, known.add(pair.after))
    }
    const step = diffPair(pair, sides)
    changes.push(...step.changes)
    todo.push(...step.inner.toReversed())
  }
  return changes
}

function diffPair(pair: TypePair, sides: Sides): Step {
  if (pair.before.kind === 'union' || pair.after.kind === 'union') return diffUnions(pair, sides)
  const own = diffTypes(pair, sides)
  if (!isRecordPair(pair)) return own
  const record = diffRecords(pair, sides)
  return { changes: [...own.changes, ...record.changes], inner: record.inner }
}

const isRecordPair = (pair: TypePair): pair is RecordPair =>
  pair.before.kind === 'record' && pair.after.kind === 'record'
