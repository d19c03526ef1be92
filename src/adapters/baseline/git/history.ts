import type { ContractHistory } from '../../../contracts/ports.ts'
import { DqError } from '../../../kernel/errors.ts'
import { FOLDER, readTrees, type TreeEntry } from '../../git-trees.ts'
import { type Entry, followLinks, readBlobs, SUBMODULE } from './objects.ts'
import type { Repository } from './repository.ts'

/** Which tags are the history: patterns of `git tag --list`; undefined is every tag. */
export type TagPatterns = readonly string[] | undefined

/**
 * The contracts at every tag that a commit contains, oldest first. Nothing is checked out: one process lists the tags, one reads a
 * level of folders of all of them, and files that are asked for of one tag are read of all, since the others will be asked next.
 */
export async function tagHistory(
  repository: Repository,
  commit: string,
  folder: string,
  patterns: TagPatterns,
): Promise<ContractHistory> {
  const { git, isShallow } = repository
  const tags = await tagsIn(repository, commit, patterns)
  const listed = await filesAt(
    repository,
    tags.map((tag) => `refs/tags/${tag}${folder === '' ? '^{tree}' : `:${folder}`}`),
  )
  const known = new Map<string, Uint8Array>()
  const read = async (ids: Iterable<string>) => {
    const missing = [...new Set(ids)].filter((id) => !known.has(id))
    for (const [id, bytes] of await readBlobs(git, missing)) known.set(id, bytes)
    return known
  }
  const all: { readonly tag: string; readonly ids: ReadonlyMap<string, string> }[] = []
  for (const [i, tag] of tags.entries()) {
    const entries = listed[i]
    if (entries !== undefined) all.push({ tag, ids: await followLinks(entries, read) })
  }
  const states = all.map(({ tag, ids }) => ({
    name: tag,
    snapshot: { folder: `${tag}:${folder}`, ids, readAll: (paths: readonly string[]) => readPaths(ids, paths) },
  }))
  const readPaths = async (ids: ReadonlyMap<string, string>, paths: readonly string[]) => {
    const isMissing = paths.some((path) => !known.has(ids.get(path) ?? '') && ids.has(path))
    if (isMissing) await read(all.flatMap((state) => paths.flatMap((path) => state.ids.get(path) ?? [])))
    return new Map(paths.flatMap((path) => bytesAt(path, known.get(ids.get(path) ?? ''))))
  }
  if (isShallow) {
    const message = `the clone is shallow: it may lack tags (it has ${states.length} with contracts)`
    return { states, gap: { message, fix: 'git fetch --unshallow --tags (GitHub Actions: fetch-depth: 0)' } }
  }
  if (tags.length === 0 && patterns !== undefined && patterns.length > 0)
    return {
      states,
      gap: {
        message: `no tag that the baseline contains matches ${patterns.join(' or ')}`,
        fix: 'git fetch --tags, or mend the pattern (history in dq.yaml, --history)',
      },
    }
  return { states }
}

const bytesAt = (path: string, bytes: Uint8Array | undefined): [string, Uint8Array][] =>
  bytes === undefined ? [] : [[path, bytes]]

async function tagsIn({ git }: Repository, commit: string, patterns: TagPatterns): Promise<readonly string[]> {
  const strange = patterns?.find((pattern) => pattern.startsWith('-') || pattern === '')
  if (strange !== undefined)
    throw new DqError(`"${strange}" is no pattern of tags`, {
      hint: 'e.g. "v*", as git tag --list takes it; none for no history',
    })
  if (patterns?.length === 0) return []
  // The last key counts most: by time, and tags of the same second as versions are sorted.
  const sorted = ['--sort=version:refname', '--sort=creatordate', '--format=%(refname)', `--merged=${commit}`]
  const out = await git.text(['tag', '--list', ...sorted, ...(patterns ?? [])])
  return out.split('\n').flatMap((line) => (line === '' ? [] : [line.slice('refs/tags/'.length)]))
}

/** The files below each folder, by level: folders that several tags share are read once. */
async function filesAt(
  { git }: Repository,
  folders: readonly string[],
): Promise<readonly (readonly Entry[] | undefined)[]> {
  const roots = (await git.objects(folders)).map((object) => (object?.type === 'tree' ? object : undefined))
  const trees = await readTrees(
    git,
    roots.flatMap((root) => root ?? []),
  )
  // A folder that several tags share is listed once.
  const lists = new Map<string, readonly Entry[]>()
  const below = (id: string, prefix: string): readonly Entry[] => {
    const key = `${id} ${prefix}`
    const list = lists.get(key) ?? listed(trees.get(id) ?? [], prefix, below)
    lists.set(key, list)
    return list
  }
  return roots.map((root) => root && below(root.id, ''))
}

/** What lies in a folder and below it, without what is hidden and without submodules. */
const listed = (
  entries: readonly TreeEntry[],
  prefix: string,
  below: (id: string, prefix: string) => readonly Entry[],
): readonly Entry[] =>
  entries.flatMap(({ mode, id, name }): readonly Entry[] => {
    if (name.startsWith('.') || mode === SUBMODULE) return []
    const path = `${prefix}${name}`
    return mode === FOLDER ? below(id, `${path}/`) : [{ mode, id, path }]
  })
