import { existsSync } from 'node:fs'
import { DqError } from '../../../kernel/errors.ts'
import type { BranchCatalog, Reference } from '../../../lake/catalog/port.ts'
import { isHash } from '../../../lake/catalog/reference-name.ts'
import { unknownReference } from '../../../lake/catalog/unknown-reference.ts'

/** The commit of a catalog that nobody has written to yet. */
const NONE = '0'.repeat(40)
const MAIN: Reference = { kind: 'branch', name: 'main', hash: NONE }

/**
 * A catalog that is not there yet: reading finds an empty branch main and makes nothing, the first change makes the repository. What was seen
 * before stands for its first commit then.
 */
export function unmadeCatalog(folder: string, make: () => Promise<BranchCatalog>): BranchCatalog {
  let made: Promise<BranchCatalog> | undefined
  const now = (): Promise<BranchCatalog> => {
    made ??= make()
    return made
  }
  const isMade = (): boolean => made !== undefined || existsSync(folder)
  const read = async <T>(empty: T, ask: (catalog: BranchCatalog) => Promise<T>): Promise<T> =>
    isMade() ? ask(await now()) : empty
  const real = async (catalog: BranchCatalog, hash: string): Promise<string> =>
    hash === NONE ? ((await catalog.log('main')).at(-1)?.hash ?? hash) : hash
  const at = async <T>(name: string, empty: T, ask: (catalog: BranchCatalog, at: string) => Promise<T>): Promise<T> => {
    if (isMade()) return ask(await now(), await real(await now(), name))
    if (name === 'main' || name === NONE) return empty
    if (isHash(name)) throw new DqError(`the catalog has no commit ${name}`, { hint: 'it has none at all yet' })
    throw unknownReference(name, [MAIN])
  }
  return {
    references: () => read([MAIN], (catalog) => catalog.references()),
    reference: (name) => read(name === 'main' ? MAIN : undefined, (catalog) => catalog.reference(name)),
    async createReference(reference) {
      const catalog = await now()
      return catalog.createReference({ ...reference, hash: await real(catalog, reference.hash) })
    },
    async deleteReference(reference) {
      const catalog = await now()
      return catalog.deleteReference({ ...reference, hash: await real(catalog, reference.hash) })
    },
    async assignBranch(reference, hash) {
      const catalog = await now()
      return catalog.assignBranch(
        { ...reference, hash: await real(catalog, reference.hash) },
        await real(catalog, hash),
      )
    },
    entries: (name) => at(name, [], (catalog, found) => catalog.entries(found)),
    content: (name, key) => at(name, undefined, (catalog, found) => catalog.content(found, key)),
    log: (name, options) => at(name, [], (catalog, found) => catalog.log(found, options)),
    diff: (from, to) =>
      at(from, [], async (catalog, found) => catalog.diff(found, await real(catalog, to))).then(async (found) => {
        await at(to, undefined, async () => undefined)
        return found
      }),
    mergeBase: (a, b) => at(a, NONE, async (catalog, found) => catalog.mergeBase(found, await real(catalog, b))),
    async commit(request) {
      const catalog = await now()
      return catalog.commit({ ...request, expected: await real(catalog, request.expected) })
    },
    async merge(request) {
      const catalog = await now()
      const [fromHash, expected] = [await real(catalog, request.fromHash), await real(catalog, request.expected)]
      return catalog.merge({ ...request, fromHash, expected })
    },
  }
}
