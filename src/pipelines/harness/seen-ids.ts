/** Event ids of one input under one key: most hold one, so the first is not put into a set. */
export type SeenIds = string | Set<string> | undefined

export const isSeen = (seen: SeenIds, id: string): boolean =>
  typeof seen === 'string' ? seen === id : seen?.has(id) === true

export function withSeen(seen: SeenIds, id: string): SeenIds {
  if (seen === undefined) return id
  if (typeof seen === 'string') return new Set([seen, id])
  return seen.add(id)
}

export function withoutSeen(seen: SeenIds, id: string): SeenIds {
  if (typeof seen === 'string') return seen === id ? undefined : seen
  seen?.delete(id)
  return seen?.size === 0 ? undefined : seen
}
