import { keyText, outerKey, type TableKey } from './key.ts'
import type { Conflict } from './port.ts'

/** What one side of a merge has under a key: `value` is equal exactly when the content is. */
export interface Held {
  readonly key: TableKey
  readonly kind: 'table' | 'namespace'
  readonly value: string
}

/** By `keyText`. */
export type Side = ReadonlyMap<string, Held>

export interface MergePlan {
  /** What the target takes over; undefined removes it. */
  readonly changes: readonly {
    readonly key: TableKey
    readonly from: Held | undefined
    readonly into: Held | undefined
  }[]
  readonly conflicts: readonly Conflict[]
}

/**
 * Three-way merge by key: what the source changed since the base goes over, unless the target changed it too, into something else.
 * The result must be whole: a table needs its namespace.
 */
export function planMerge(base: Side, source: Side, target: Side, sourceWins: readonly TableKey[] = []): MergePlan {
  const giveWay = new Set(sourceWins.map(keyText))
  const changes: MergePlan['changes'][number][] = []
  const conflicts: Conflict[] = []
  for (const name of [...new Set([...base.keys(), ...source.keys()])].sort()) {
    const [was, from, into] = [base.get(name), source.get(name), target.get(name)]
    if (from?.value === was?.value || from?.value === into?.value) continue
    const { key } = (from ?? was)!
    if (into?.value === was?.value || giveWay.has(name)) changes.push({ key, from, into })
    else conflicts.push({ kind: 'changed', key })
  }
  const merged = new Map(target)
  for (const { key, from } of changes) {
    if (from === undefined) merged.delete(keyText(key))
    else merged.set(keyText(key), from)
  }
  return {
    changes,
    conflicts: [...conflicts, ...withoutNamespace(merged, new Set(changes.map(({ key }) => keyText(key))))],
  }
}

/** Everything whose namespace is not there: told at what was added, or at the namespace that went. */
export function withoutNamespace(side: Side, added: ReadonlySet<string>): readonly Conflict[] {
  const conflicts: Conflict[] = []
  for (const { key } of side.values()) {
    const outer = outerKey(key)
    if (outer === undefined || side.get(keyText(outer))?.kind === 'namespace') continue
    const conflict: Conflict = added.has(keyText(key))
      ? { kind: 'namespace-missing', key: outer }
      : { kind: 'namespace-not-empty', key: outer }
    if (!conflicts.some((known) => known.kind === conflict.kind && keyText(known.key) === keyText(outer)))
      conflicts.push(conflict)
  }
  return conflicts
}
