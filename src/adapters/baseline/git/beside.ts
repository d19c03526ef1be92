import type { Beside } from '../../../contracts/ports.ts'
import { type Entry, entriesSnapshot, zeroSeparated } from './objects.ts'
import { belowRoot, type Repository } from './repository.ts'

/**
 * What lay beside the contracts in a commit. `root` is the root of the contract repo on disk; when the contracts of the commit
 * were named by a `folder` of its own, the root is what is left of that without `inRoot`, the contracts' path below the root.
 * Undefined where nobody can say.
 */
export function besideInCommit(
  repository: Repository,
  commit: string,
  where: { readonly root: string; readonly folder: string | undefined; readonly inRoot: string },
): Beside | undefined {
  const prefix = where.folder === undefined ? belowRoot(repository, where.root) : outside(where.folder, where.inRoot)
  if (prefix === undefined) return undefined
  return async (paths) => {
    const full = paths.map((path) => joined(prefix, path))
    const out = zeroSeparated(await repository.git.text(['ls-tree', '-r', '-z', commit, '--', ...full]))
    const entries = out.map(({ words: [mode = '', , id = ''], path }): Entry => ({ mode, id, path: cut(path, prefix) }))
    return entriesSnapshot(repository.git, `${commit.slice(0, 7)}:${prefix}`, entries)
  }
}

export const joined = (prefix: string, path: string): string => (prefix === '' ? path : `${prefix}/${path}`)

const cut = (path: string, prefix: string): string => (prefix === '' ? path : path.slice(prefix.length + 1))

/** `old/contracts` is `contracts` in `old`; undefined when the folder has another name. */
function outside(folder: string, inRoot: string): string | undefined {
  if (inRoot === '') return folder
  if (folder === inRoot) return ''
  return folder.endsWith(`/${inRoot}`) ? folder.slice(0, -inRoot.length - 1) : undefined
}
