import type { AvroSchema } from '../avro/schema.ts'
import { nameMatches } from '../compat/match.ts'
import type { SchemaChange } from './change.ts'
import type { Step } from './diff-schema.ts'
import type { Sides, TypePair } from './pair.ts'
import { isReordered } from './reordered.ts'
import { typeText } from './type-text.ts'

/** The differences of two types of which at least one is a union: null, branches, their order; a plain type counts as a union of one. */
export function diffUnions(pair: TypePair, sides: Sides): Step {
  const [before, after] = [branchesOf(pair.before), branchesOf(pair.after)]
  const base = { of: sides.after.name, path: pair.path }
  const both = () => ({ ...base, before: pair.at.before(), after: pair.at.after() })
  const changes: SchemaChange[] = []
  const wasNullable = before.some(isNull)
  const isNullable = after.some(isNull)
  if (wasNullable !== isNullable) changes.push({ kind: 'nullability-changed', ...both(), isNullable })

  const [old, now] = [before.filter((branch) => !isNull(branch)), after.filter((branch) => !isNull(branch))]
  const [onlyOld, onlyNow] = [old[0], now[0]]
  if (onlyOld !== undefined && onlyNow !== undefined && old.length === 1 && now.length === 1) {
    // An optional value, or one that became or was optional: the branches are one another's successors.
    if (isReordered(before.map(role), after.map(role))) changes.push(reordered())
    return { changes, inner: [{ ...pair, before: onlyOld, after: onlyNow }] }
  }

  const matched = new Map(now.flatMap((branch) => pairUp(branch, old)))
  const kept = new Set(matched.values())
  const removed = old.filter((branch) => !kept.has(branch))
  const added = now.filter((branch) => !matched.has(branch))
  if (removed.length > 0) changes.push({ kind: 'branches-removed', ...both(), branches: removed.map(typeText) })
  if (added.length > 0) changes.push({ kind: 'branches-added', ...both(), branches: added.map(typeText) })
  const nameOfNow = (branch: AvroSchema) => branchKey(matched.get(branch) ?? branch)
  if (isReordered(before.map(branchKey), after.map(nameOfNow))) changes.push(reordered())
  const inner = now.flatMap((branch): TypePair[] => {
    const match = matched.get(branch)
    if (match === undefined) return []
    return [{ ...pair, before: match, after: branch, path: `${pair.path}<${shortName(branch)}>` }]
  })
  return { changes, inner }

  function reordered(): SchemaChange {
    return { kind: 'branches-reordered', ...both(), from: before.map(typeText), to: after.map(typeText) }
  }
}

const branchesOf = (schema: AvroSchema): readonly AvroSchema[] => (schema.kind === 'union' ? schema.branches : [schema])

const isNull = (schema: AvroSchema): boolean => schema.kind === 'null'

const role = (branch: AvroSchema): string => (isNull(branch) ? 'null' : 'value')

/** Named branches by their name, others by their kind: a union has one of each at most. */
const branchKey = (branch: AvroSchema): string => ('fullName' in branch ? branch.fullName : branch.kind)

const shortName = (branch: AvroSchema): string => ('name' in branch ? branch.name : branch.kind)

function pairUp(branch: AvroSchema, old: readonly AvroSchema[]): [AvroSchema, AvroSchema][] {
  const match =
    old.find((candidate) => branchKey(candidate) === branchKey(branch)) ??
    old.find(
      (candidate) =>
        'fullName' in candidate &&
        'fullName' in branch &&
        candidate.kind === branch.kind &&
        nameMatches(branch, candidate),
    )
  return match === undefined ? [] : [[branch, match]]
}
