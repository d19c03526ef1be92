import type { AvroEnum, AvroNamed } from '../avro/schema.ts'
import { nameMatches, promotes } from '../compat/match.ts'
import type { SchemaChange } from './change.ts'
import { diffDocs } from './diff-doc.ts'
import type { Step } from './diff-schema.ts'
import { jsonEqual } from './json-equal.ts'
import type { Sides, TypePair } from './pair.ts'
import { isReordered } from './reordered.ts'
import { typeText } from './type-text.ts'

/** The differences of two types neither of which is a union; of records, all but their fields. */
export function diffTypes(pair: TypePair, sides: Sides): Step {
  const { before, after, path, root } = pair
  const base = { of: sides.after.name, path, before: pair.at.before(), after: pair.at.after() }
  if (before.kind !== after.kind) {
    const isPromoted = promotes(after.kind, before.kind)
    const changes: SchemaChange[] = [
      { kind: 'type-changed', ...base, from: typeText(before), to: typeText(after), isPromoted },
    ]
    // Avro promotes the bytes of a decimal to a string, which is no amount any more.
    if (isPromoted || (before.logical !== undefined && after.logical !== undefined))
      changes.push(...diffLogical(pair, base))
    return { changes, inner: [] }
  }
  const changes: SchemaChange[] = diffLogical(pair, base)
  if (before.kind === 'array' && after.kind === 'array') {
    const at = keyPlaces(pair, sides, 'items')
    return { changes, inner: [{ before: before.items, after: after.items, path: `${path}[]`, root, at }] }
  }
  if (before.kind === 'map' && after.kind === 'map') {
    const at = keyPlaces(pair, sides, 'values')
    return { changes, inner: [{ before: before.values, after: after.values, path: `${path}{}`, root, at }] }
  }
  if ('fullName' in before && 'fullName' in after) changes.push(...diffNamed(before, after, path, sides))
  return { changes, inner: [] }
}

type Base = Pick<SchemaChange, 'of' | 'path' | 'before' | 'after'>

function diffLogical({ before, after }: TypePair, base: Base): SchemaChange[] {
  const [from, to] = [before.logical, after.logical]
  if (from === to || (from !== undefined && to !== undefined && jsonEqual({ ...from }, { ...to }))) return []
  return [{ kind: 'logical-type-changed', ...base, from, to }]
}

/** Inner types have no place of their own when they are written as a bare name: the key that holds them has one. */
const keyPlaces = (pair: TypePair, sides: Sides, key: string): TypePair['at'] => ({
  before: () => sides.before.places.avsc(pair.before, key),
  after: () => sides.after.places.avsc(pair.after, key),
})

function* diffNamed(before: AvroNamed, after: AvroNamed, path: string, sides: Sides): Iterable<SchemaChange> {
  const at = (key: string): Base => ({
    of: sides.after.name,
    path,
    before: sides.before.places.avsc(before, key),
    after: sides.after.places.avsc(after, key),
  })
  if (before.fullName !== after.fullName) {
    const isAliased = before.name !== after.name && nameMatches(after, before)
    yield { kind: 'type-renamed', ...at('name'), from: before.fullName, to: after.fullName, isAliased }
  }
  if (!sameList(before.aliases, after.aliases))
    yield { kind: 'aliases-changed', ...at('aliases'), from: before.aliases, to: after.aliases }
  yield* diffDocs(before, after, at)
  if (before.kind === 'enum' && after.kind === 'enum') yield* diffEnums(before, after, at)
  if (before.kind === 'fixed' && after.kind === 'fixed' && before.size !== after.size)
    yield { kind: 'fixed-size-changed', ...at('size'), type: after.fullName, from: before.size, to: after.size }
}

function* diffEnums(before: AvroEnum, after: AvroEnum, at: (key: string) => Base): Iterable<SchemaChange> {
  const type = after.fullName
  const known = new Set(before.symbols)
  const kept = new Set(after.symbols)
  const added = after.symbols.filter((symbol) => !known.has(symbol))
  const removed = before.symbols.filter((symbol) => !kept.has(symbol))
  const enumDefault = after.default === undefined ? {} : { enumDefault: after.default }
  if (removed.length > 0)
    yield { kind: 'enum-symbols-removed', ...at('symbols'), type, symbols: removed, ...enumDefault }
  if (added.length > 0) yield { kind: 'enum-symbols-added', ...at('symbols'), type, symbols: added, ...enumDefault }
  if (isReordered(before.symbols, after.symbols))
    yield { kind: 'enum-symbols-reordered', ...at('symbols'), type, from: before.symbols, to: after.symbols }
  if (before.default !== after.default)
    yield { kind: 'enum-default-changed', ...at('default'), type, from: before.default, to: after.default }
}

export const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i])
