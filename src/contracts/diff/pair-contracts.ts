import type { Contract } from '../model.ts'
import type { Sides } from './pair.ts'

/** Contracts matched with their own past: by name, and those without a match by id (a renamed topic). */
export function pairContracts(
  before: readonly Contract[],
  after: readonly Contract[],
): { readonly pairs: readonly Sides[]; readonly added: readonly Contract[]; readonly removed: readonly Contract[] } {
  const byName = new Map(before.map((contract) => [contract.name, contract]))
  const names = new Set(after.map(({ name }) => name))
  const gone = new Map(before.filter(({ name }) => !names.has(name)).map((contract) => [contract.id, contract]))
  const pairs: Sides[] = []
  const added: Contract[] = []
  for (const contract of after) {
    const old = byName.get(contract.name) ?? gone.get(contract.id)
    if (old === undefined) added.push(contract)
    else pairs.push({ before: old, after: contract })
  }
  const kept = new Set(pairs.map((pair) => pair.before))
  return { pairs, added, removed: before.filter((contract) => !kept.has(contract)) }
}
