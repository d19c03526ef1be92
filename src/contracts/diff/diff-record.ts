import type { AvroField, AvroRecord } from '../avro/schema.ts'
import { deprecationOf } from '../deprecation.ts'
import type { SchemaChange } from './change.ts'
import { diffDocs } from './diff-doc.ts'
import type { Step } from './diff-schema.ts'
import { sameList } from './diff-type.ts'
import { jsonEqual } from './json-equal.ts'
import { joinPath, type RecordPair, type Sides, type TypePair } from './pair.ts'
import { isReordered } from './reordered.ts'
import { typeText } from './type-text.ts'

/** The differences of two records' fields; the types of the fields that stay are still to be compared. */
export function diffRecords(pair: RecordPair, sides: Sides): Step {
  const changes: SchemaChange[] = []
  const inner: TypePair[] = []
  const matched = matchFields(pair.before, pair.after)
  const of = sides.after.name
  const kept = new Set(matched.values())
  for (const field of pair.before.fields) {
    if (kept.has(field)) continue
    const deprecation = deprecationOf(field)
    changes.push({
      kind: 'field-removed',
      of,
      path: joinPath(pair.path, field.name),
      before: sides.before.places.avsc(field),
      after: sides.after.places.avsc(pair.after, 'fields'),
      ...typed(field),
      ...(deprecation !== undefined && { deprecation }),
    })
  }
  for (const field of pair.after.fields) {
    const path = joinPath(pair.path, field.name)
    const root = pair.root === '' ? field.name : pair.root
    const old = matched.get(field)
    if (old === undefined) {
      const after = sides.after.places.avsc(field)
      changes.push({ kind: 'field-added', of, path, after, ...typed(field), root })
      continue
    }
    changes.push(...diffField(old, field, path, sides))
    const at = {
      before: () => sides.before.places.avsc(old, 'type'),
      after: () => sides.after.places.avsc(field, 'type'),
    }
    inner.push({ before: old.type, after: field.type, path, root, at })
  }
  changes.push(...diffOrder(pair, matched, sides))
  return { changes, inner }
}

/** New field → old field: by name, else by an alias of the new one whose name no new field has. */
export function matchFields(before: AvroRecord, after: AvroRecord): ReadonlyMap<AvroField, AvroField> {
  const old = new Map(before.fields.map((field) => [field.name, field]))
  const names = new Set(after.fields.map((field) => field.name))
  const taken = new Set<AvroField>()
  return new Map(
    after.fields.flatMap((field) => {
      const alias = field.aliases.find((name) => old.has(name) && !names.has(name))
      const match = old.get(field.name) ?? (alias === undefined ? undefined : old.get(alias))
      if (match === undefined || taken.has(match)) return []
      taken.add(match)
      return [[field, match]]
    }),
  )
}

const typed = (field: AvroField): { type: string; hasDefault: boolean } => ({
  type: typeText(field.type),
  hasDefault: field.default !== undefined,
})

function* diffField(before: AvroField, after: AvroField, path: string, sides: Sides): Iterable<SchemaChange> {
  const at = (key: string) => ({
    of: sides.after.name,
    path,
    before: sides.before.places.avsc(before, key),
    after: sides.after.places.avsc(after, key),
  })
  if (before.name !== after.name) yield { kind: 'field-renamed', ...at('name'), from: before.name, to: after.name }
  if (before.default === undefined && after.default !== undefined)
    yield { kind: 'default-added', ...at('default'), to: after.default }
  else if (before.default !== undefined && after.default === undefined)
    yield { kind: 'default-removed', ...at('default'), from: before.default }
  else if (before.default !== undefined && after.default !== undefined && !jsonEqual(before.default, after.default))
    yield { kind: 'default-changed', ...at('default'), from: before.default, to: after.default }
  yield* diffDocs(before, after, at)
  if (before.order !== after.order)
    yield { kind: 'sort-order-changed', ...at('order'), from: before.order, to: after.order }
  const aliases = after.aliases.filter((alias) => alias !== before.name || before.aliases.includes(alias))
  if (!sameList(before.aliases, aliases))
    yield { kind: 'aliases-changed', ...at('aliases'), from: before.aliases, to: after.aliases }
  const [from, to] = [deprecationOf(before), deprecationOf(after)]
  if (from?.reason !== to?.reason || from?.sunset !== to?.sunset || (from === undefined) !== (to === undefined))
    yield { kind: 'deprecation-changed', ...at('deprecated'), from, to }
}

/** Renamed fields keep their place in the order. */
function* diffOrder(
  { before, after, path }: RecordPair,
  matched: ReadonlyMap<AvroField, AvroField>,
  sides: Sides,
): Iterable<SchemaChange> {
  const from = before.fields.map((field) => field.name)
  const renamed = after.fields.map((field) => matched.get(field)?.name ?? `${field.name} (new)`)
  if (!isReordered(from, renamed)) return
  yield {
    kind: 'fields-reordered',
    of: sides.after.name,
    path,
    before: sides.before.places.avsc(before, 'fields'),
    after: sides.after.places.avsc(after, 'fields'),
    from,
    to: after.fields.map((field) => field.name),
  }
}
