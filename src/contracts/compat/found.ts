import type { LocatedIncompatibility } from './incompatibility.ts'

/** What was found about a pair: shared, never copied, because Avro Java repeats the list of a type wherever the type is used. */
export type Found = readonly (LocatedIncompatibility | Found)[]

export const NOTHING: Found = []

/** Beyond so many, a list in which types are used again and again (doubling at each level) says everything once. */
const MOST_REPEATED = 10_000

/** One list of all that was found inside. */
export const merged = (all: (LocatedIncompatibility | Found)[]): Found => {
  const only = all[0]
  return all.length === 1 && isList(only) ? only : all
}

/** The flat list in Avro Java's order; where that would be longer than 10,000, each incompatibility once. */
export function flatten(found: Found): readonly LocatedIncompatibility[] {
  return walk(found, undefined) ?? walk(found, new Set()) ?? []
}

function walk(found: Found, seen: Set<Found> | undefined): LocatedIncompatibility[] | undefined {
  const flat: LocatedIncompatibility[] = []
  const todo: { readonly list: Found; next: number }[] = [{ list: found, next: 0 }]
  for (let top = todo.at(-1); top !== undefined; top = todo.at(-1)) {
    const item = top.list[top.next++]
    if (item === undefined) todo.pop()
    else if (!isList(item)) {
      if (flat.push(item) > MOST_REPEATED && seen === undefined) return undefined
    } else if (!seen?.has(item)) {
      seen?.add(item)
      todo.push({ list: item, next: 0 })
    }
  }
  return flat
}

const isList = (item: LocatedIncompatibility | Found | undefined): item is Found => Array.isArray(item)
