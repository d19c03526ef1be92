import { keyText } from '../../lake/catalog/key.ts'
import type { BranchCatalog, Content, Entry, Operation } from '../../lake/catalog/port.ts'

/**
 * One branch, `main`, in memory: for lakes that are gone with their process (recorded cases, tests), where a git process for every commit
 * would be most of the time. Commits are compared and set as everywhere; what is about more branches is not there.
 */
export function memoryCatalog(): BranchCatalog {
  const states: ReadonlyMap<string, Entry>[] = [new Map()]
  const hashOf = (index: number): string => index.toString(16).padStart(40, '0')
  const stateAt = (at: string): ReadonlyMap<string, Entry> =>
    (at === 'main' ? states.at(-1) : states[Number.parseInt(at, 16)]) ?? new Map()
  const missing = (): never => {
    throw new Error('not in this catalog')
  }
  let ids = 0
  return {
    references: async () => [{ kind: 'branch', name: 'main', hash: hashOf(states.length - 1) }],
    reference: async (name) =>
      name === 'main' ? { kind: 'branch', name, hash: hashOf(states.length - 1) } : undefined,
    entries: async (at) => [...stateAt(at).values()],
    content: async (at, key) => stateAt(at).get(keyText(key))?.content,
    async commit({ expected, operations }) {
      const [seen, now] = [stateAt(expected), stateAt('main')]
      const isChanged = ({ key }: Operation): boolean => seen.get(keyText(key)) !== now.get(keyText(key))
      const conflicts = operations.filter(isChanged).map(({ key }) => ({ kind: 'changed' as const, key }))
      if (conflicts.length > 0) return { kind: 'conflict', conflicts }
      const next = new Map(now)
      const given = new Map<string, string>()
      for (const operation of operations) {
        const name = keyText(operation.key)
        if (operation.kind === 'delete') next.delete(name)
        else {
          const id = operation.id ?? `id-${++ids}`
          given.set(name, id)
          next.set(name, { key: operation.key, content: { ...operation.content, id } as Content })
        }
      }
      states.push(next)
      return { kind: 'committed', hash: hashOf(states.length - 1), ids: given }
    },
    createReference: missing,
    deleteReference: missing,
    assignBranch: missing,
    log: missing,
    diff: missing,
    mergeBase: missing,
    merge: missing,
  }
}
