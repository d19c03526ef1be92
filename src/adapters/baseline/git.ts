import { relative, sep } from 'node:path'
import type { Beside, ContractBaseline, ContractHistory, ContractSnapshot } from '../../contracts/ports.ts'
import { DqError } from '../../kernel/errors.ts'
import { besideInCommit, joined } from './git/beside.ts'
import { type TagPatterns, tagHistory } from './git/history.ts'
import { type Entry, entriesSnapshot, zeroSeparated } from './git/objects.ts'
import { openRepository, type Repository } from './git/repository.ts'
import { hasCommit, parseSpec, resolveCommit } from './git/resolve.ts'
import { treeEntries } from './git/tree.ts'

/** Where the contract repo lies, and which tags of its git repository are its history. */
export interface RepoPlace {
  /** The folder of dq.yaml. */
  readonly root: string
  readonly tags?: TagPatterns
}

/**
 * The contracts of a commit: a branch, remote branch, tag, id, `HEAD~1`, or `merge-base:main`. Never checks anything out.
 * `folder` is where the contracts lie now, and whose repository is asked.
 */
export async function gitBaseline(text: string, folder: string, repo?: RepoPlace): Promise<ContractBaseline> {
  const spec = parseSpec(text)
  const repository = await openRepository(folder)
  const commit = await resolveCommit(spec, repository)
  const place = spec.folder === undefined ? repository.prefix : spec.folder.replace(/^\.$/, '')
  const ref = spec.fromMergeBase ? `merge-base:${spec.ref}` : spec.ref
  const entries = await treeEntries(repository, commit, place, ref)
  const id = commit.slice(0, 7)
  const named = spec.folder === undefined ? undefined : place
  const inRoot = repo && relative(repo.root, folder).split(sep).join('/')
  const beside =
    repo === undefined || inRoot === undefined
      ? undefined
      : besideInCommit(repository, commit, { root: repo.root, folder: named, inRoot })
  return {
    name: `${ref}${commit.startsWith(spec.ref) ? '' : ` (${id}${entries === undefined ? ', no contracts yet' : ''})`}`,
    snapshot: () => entriesSnapshot(repository.git, `${id}:${place}`, entries ?? []),
    ...(beside !== undefined && { beside }),
    history: () => tagHistory(repository, commit, place, repo?.tags),
  }
}

/** What the next commit will be compared with: `HEAD`, or nothing when it is the first one. */
export async function headBaseline(folder: string, repo?: RepoPlace): Promise<ContractBaseline> {
  if (await hasCommit(await openRepository(folder))) return gitBaseline('HEAD', folder, repo)
  const snapshot = async () => ({ folder: 'HEAD', ids: new Map(), readAll: async () => new Map() })
  return { name: 'HEAD (no commit yet)', snapshot, beside: snapshot }
}

/** The tags that HEAD contains, for a baseline that git knows nothing of; undefined outside of a repository with commits. */
export async function headHistory(folder: string, tags: TagPatterns): Promise<ContractHistory | undefined> {
  try {
    const repository = await openRepository(folder)
    const head = (await hasCommit(repository)) && (await resolveCommit(parseSpec('HEAD'), repository))
    return head === false ? undefined : await tagHistory(repository, head, repository.prefix, tags)
  } catch (error) {
    if (error instanceof DqError && /is in no git repository|git is not installed/.test(error.message)) return undefined
    throw error
  }
}

/** The contracts as they stand in the index: what the next commit will hold. */
export async function stagedSnapshot(folder: string, shown: string): Promise<ContractSnapshot> {
  const repository = await openRepository(folder)
  return entriesSnapshot(repository.git, shown, await indexEntries(repository, repository.prefix))
}

/** Files and folders beside the contracts as they stand in the index. */
export const stagedBeside =
  (root: string, shown: string): Beside =>
  async (paths) => {
    const repository = await openRepository(root)
    const read = await Promise.all(
      paths.map(async (path) => {
        const entries = await indexEntries(repository, joined(repository.prefix, path))
        // A file is named by its own path, what lies in a folder below it.
        return entries.map((entry) => ({ ...entry, path: entry.path === '' ? path : `${path}/${entry.path}` }))
      }),
    )
    return entriesSnapshot(repository.git, shown, read.flat())
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
