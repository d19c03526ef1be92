/**
 * Who gets which partition indexes: all members the same number, give or take one. Every member comes to the same result from
 * the same members, and whoever has an index has it of every topic, so that what belongs together is read together.
 */
export function shareIndexes(members: readonly string[], partitions: number): ReadonlyMap<string, readonly number[]> {
  const sorted = [...members].sort()
  const shares = new Map<string, number[]>(sorted.map((member) => [member, []]))
  for (let index = 0; index < partitions; index++) shares.get(sorted[index % sorted.length]!)!.push(index)
  return shares
}

/** The name of this way of sharing in the group protocol: members that share otherwise cannot be in the same group. */
export const SHARE_PROTOCOL = 'dq-by-index'
