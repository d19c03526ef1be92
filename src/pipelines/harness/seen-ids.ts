/**
 * Event ids of one input under one key. Most hold one, so the first stands alone; a few are looked through, which takes no
 * longer than to hash a new id, and only many are put into a set.
 */
export type SeenIds = string | string[] | Set<string> | undefined

const FEW = 8

export const isSeen = (seen: SeenIds, id: string): boolean =>
  typeof seen === 'string' ? seen === id : Array.isArray(seen) ? seen.includes(id) : seen?.has(id) === true

export function withSeen(seen: SeenIds, id: string): SeenIds {
  if (seen === undefined) return id
  if (typeof seen === 'string') return [seen, id]
  if (!Array.isArray(seen)) return seen.add(id)
  if (seen.length === FEW) return new Set(seen).add(id)
  seen.push(id)
  return seen
}

export function withoutSeen(seen: SeenIds, id: string): SeenIds {
  if (typeof seen === 'string') return seen === id ? undefined : seen
  if (Array.isArray(seen)) {
    const left = seen.filter((one) => one !== id)
    return left.length === 0 ? undefined : left
  }
  seen?.delete(id)
  return seen?.size === 0 ? undefined : seen
}

/** In the order in which they were added. */
export const idsOf = (seen: SeenIds): readonly string[] =>
  seen === undefined ? [] : typeof seen === 'string' ? [seen] : [...seen]

export function seenOf(ids: readonly string[]): SeenIds {
  return ids.length > FEW ? new Set(ids) : ids.length > 1 ? [...ids] : ids[0]
}
