import type { BranchCatalog } from '../../src/lake/catalog/port.ts'

/** What changes a catalog: everything that happens happens in one of these calls. */
const WRITES = ['createReference', 'deleteReference', 'assignBranch', 'commit', 'merge'] as const

/** A catalog whose n-th write is announced before and after it; `at` may end the process, or throw. */
export function interrupted(
  catalog: BranchCatalog,
  at: (write: number, when: 'before' | 'after', name: string) => void,
): BranchCatalog {
  let count = 0
  const wrapped = WRITES.map((name) => {
    const call = catalog[name] as (...args: readonly unknown[]) => Promise<unknown>
    const watched = async (...args: readonly unknown[]): Promise<unknown> => {
      const write = ++count
      at(write, 'before', name)
      const result = await call(...args)
      at(write, 'after', name)
      return result
    }
    return [name, watched] as const
  })
  return { ...catalog, ...(Object.fromEntries(wrapped) as Partial<BranchCatalog>) }
}
