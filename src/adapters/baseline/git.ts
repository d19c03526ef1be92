import type { ContractBaseline, ContractSnapshot } from '../../contracts/ports.ts'
import { DqError } from '../../kernel/errors.ts'
import { type Entry, entriesSnapshot, zeroSeparated } from './git/objects.ts'
import { openRepository, type Repository } from './git/repository.ts'
import { hasCommit, parseSpec, resolveCommit } from './git/resolve.ts'
import { treeEntries } from './git/tree.ts'

/**
 * The contracts of a commit: a branch, remote branch, tag, id, `HEAD~1`, or `merge-base:main`. Never checks anything out.
 * `folder` is where the contracts lie now, and whose repository is asked.
 */
export async function gitBaseline(text: string, folder: string): Promise<ContractBaseline> {
  const spec = parseSpec(text)
  const repository = await openRepository(folder)
  const commit = await resolveCommit(spec, repository)
  const place = spec.folder === undefined ? repository.prefix : spec.folder.replace(/^\.$/, '')
  const ref = spec.fromMergeBase ? `merge-base:${spec.ref}` : spec.ref
  const entries = await treeEntries(repository, commit, place, ref)
  const id = commit.slice(0, 7)
  return {
    name: `${ref}${commit.startsWith(spec.ref) ? '' : ` (${id}${entries === undefined ? ', no contracts yet' : ''})`}`,
    snapshot: () => entriesSnapshot(repository.git, `${id}:${place || '.'}`, entries ?? []),
  }
}

/** What the next commit will be compared with: `HEAD`, or nothing when it is the first one. */
export async function headBaseline(folder: string): Promise<ContractBaseline> {
  if (await hasCommit(await openRepository(folder))) return gitBaseline('HEAD', folder)
  const snapshot = { folder: 'HEAD', ids: new Map(), readAll: async () => new Map() }
  return { name: 'HEAD (no commit yet)', snapshot: async () => snapshot }
}

/** The contracts as they stand in the index: what the next commit will hold. */
export async function stagedSnapshot(folder: string, shown: string): Promise<ContractSnapshot> {
  const repository = await openRepository(folder)
  return entriesSnapshot(repository.git, shown, await indexEntries(repository, repository.prefix))
}

/** One file as it stands in the index; undefined when it is not there. */
export async function stagedFile(folder: string, name: string): Promise<Uint8Array | undefined> {
  const repository = await openRepository(folder)
  const path = [repository.prefix, name].filter((part) => part !== '').join('/')
  const entries = await indexEntries(repository, path)
  const snapshot = await entriesSnapshot(
    repository.git,
    '',
    entries.map((entry) => ({ ...entry, path: name })),
  )
  return (await snapshot.readAll([name])).get(name)
}

/** Files at or below a path, named below it. */
async function indexEntries({ git }: Repository, prefix: string): Promise<readonly Entry[]> {
  const pathspec = prefix === '' ? [] : ['--', `:(top,literal)${prefix}`]
  const lines = zeroSeparated(await git.text(['ls-files', '--stage', '--full-name', '-z', ...pathspec]))
  return lines.map(({ words: [mode = '', id = '', stage = ''], path }) => {
    if (stage !== '0')
      throw new DqError(`${path} has a merge conflict`, { hint: `settle it, then git add ${path}`, at: { file: path } })
    return { mode, id, path: prefix === '' ? path : path.slice(prefix.length + 1) }
  })
}
