import { appendFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { byKey } from '../../lake/catalog/key.ts'
import { planMerge } from '../../lake/catalog/merge.ts'
import type { BranchCatalog, CommitRequest, Committed, Merged, MergeRequest } from '../../lake/catalog/port.ts'
import { checkReferenceName } from '../../lake/catalog/reference-name.ts'
import { type Git, gitIn } from '../git.ts'
import { planCommit } from './git/commit.ts'
import { namespacePath, parseContent, pathOf, tablePath } from './git/content.ts'
import { logOf } from './git/log.ts'
import { findReference, listReferences, refOf, resolve, setReference, withLocks } from './git/refs.ts'
import { remembered } from './git/remembered.ts'
import { differences, entriesOf, sideOf } from './git/tree.ts'
import { unmadeCatalog } from './git/unmade.ts'
import { writeCommit } from './git/write.ts'

export interface GitCatalogOptions {
  /** The bare repository; made by the first change when it is not there. */
  readonly folder: string
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/**
 * A catalog in a bare git repository: a commit of the catalog is a commit, a branch is a branch, and references are compared and set.
 * Many processes may use it; one that is killed leaves whole commits only. Reading makes nothing.
 */
export async function gitCatalog(options: GitCatalogOptions): Promise<BranchCatalog> {
  if (existsSync(options.folder)) return openCatalog(options)
  return unmadeCatalog(options.folder, async () => {
    if (!existsSync(options.folder)) await create(options.folder, options.now)
    return openCatalog(options)
  })
}

function openCatalog({ folder, now }: GitCatalogOptions): BranchCatalog {
  const git = remembered(gitIn(folder))
  // One writer at a time in this process: they would only make each other begin again.
  let last: Promise<unknown> = Promise.resolve()
  const locked = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(() => withLocks(folder, work))
    last = mine.catch(() => undefined)
    return mine
  }
  return {
    references: () => listReferences(git),
    reference: (name) => findReference(git, name),
    async createReference(reference) {
      if ((await findReference(git, reference.name)) !== undefined) return false
      const hash = await resolve(git, reference.hash)
      return locked(() => setReference(git, refOf(reference), hash, undefined))
    },
    deleteReference: (reference) => locked(() => setReference(git, refOf(reference), undefined, reference.hash)),
    async assignBranch(reference, to) {
      const hash = await resolve(git, to)
      return locked(() => setReference(git, refOf(reference), hash, reference.hash))
    },
    async entries(at) {
      const entries = await entriesOf(git, await sideOf(git, await resolve(git, at)))
      return [...entries].sort(byKey)
    },
    async content(at, key) {
      const commit = await resolve(git, at)
      const found = await git.objects([`${commit}:${tablePath(key)}`, `${commit}:${namespacePath(key)}`])
      const blob = found.find((object) => object !== undefined)
      return blob && parseContent(blob.bytes)
    },
    log: async (at, { max } = {}) => logOf(git, await resolve(git, at), max),
    async diff(from, to) {
      const [a, b] = [await sideOf(git, await resolve(git, from)), await sideOf(git, await resolve(git, to))]
      return [...(await differences(git, a, b))].sort(byKey)
    },
    mergeBase: async (a, b) => baseOf(git, await resolve(git, a), await resolve(git, b)),
    commit: (request) => locked(() => commit(git, request, now)),
    merge: (request) => locked(() => merge(git, request, now)),
  }
}

/** What is acknowledged must survive a loss of power; git waits for other processes instead of failing at once. */
const SETTINGS = `[core]
\tfsync = committed,reference
\tfilesRefLockTimeout = 1000
\tlogAllRefUpdates = true
`

async function create(folder: string, now: () => number): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true })
  const fresh = mkdtempSync(join(dirname(folder), '.catalog-'))
  const git = gitIn(fresh)
  await git.text(['init', '--bare', '--initial-branch=main', '.'])
  // In one write: three calls of git take 0.2 s.
  appendFileSync(join(fresh, 'config'), SETTINGS)
  await writeCommit(git, 'refs/heads/main', [], { message: 'An empty catalog', author: 'dq' }, [], now())
  try {
    renameSync(fresh, folder)
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    // Another process was quicker: its catalog is as good.
    if (!existsSync(folder)) throw error
  }
}

/** Undefined, and not a failure, when there is none. */
const baseOf = async (git: Git, a: string, b: string): Promise<string | undefined> =>
  (await git.text(['merge-base', '--octopus', a, b]).catch(() => '')).trim() || undefined

const isWithin = async (git: Git, commit: string, head: string): Promise<boolean> =>
  commit === head || (await baseOf(git, commit, head)) === commit

async function commit(git: Git, request: CommitRequest, now: () => number): Promise<Committed> {
  const ids = new Map<string, string>()
  const ref = refOf({ kind: 'branch', name: checkReferenceName(request.branch) })
  const seen = await sideOf(git, await resolve(git, request.expected))
  for (;;) {
    const head = await branchHead(git, request.branch)
    if (head === undefined || !(await isWithin(git, request.expected, head))) return { kind: 'moved', hash: head }
    const plan = await planCommit(
      git,
      request,
      { seen, head: head === request.expected ? seen : await sideOf(git, head) },
      ids,
    )
    if (plan.conflicts.length > 0) return { kind: 'conflict', conflicts: plan.conflicts }
    const hash = await writeCommit(git, ref, [head], request, plan.files, now())
    if (hash !== undefined) return { kind: 'committed', hash, ids: plan.ids }
  }
}

async function merge(git: Git, request: MergeRequest, now: () => number): Promise<Merged> {
  const head = await branchHead(git, request.into)
  if (head !== request.expected) return { kind: 'moved', hash: head }
  const source = await resolve(git, request.fromHash)
  const base = await baseOf(git, source, head)
  const sides = [await sideOf(git, base), await sideOf(git, source), await sideOf(git, head)] as const
  const plan = planMerge(...sides, request.sourceWins)
  if (plan.conflicts.length > 0) return { kind: 'conflict', conflicts: plan.conflicts }
  if (plan.changes.length === 0) return { kind: 'nothing' }
  const changed = plan.changes.map(({ key }) => key)
  if (request.dryRun) return { kind: 'merged', hash: head, changed }
  const files = plan.changes.flatMap(({ key, from, into }) => [
    // What changes its kind changes its file.
    ...(into !== undefined && into.kind !== from?.kind ? [{ path: pathOf(into.kind, key) }] : []),
    ...(from === undefined ? [] : [{ path: pathOf(from.kind, key), blob: from.value }]),
  ])
  const hash = await writeCommit(git, `refs/heads/${request.into}`, [head, source], request, files, now())
  return hash === undefined
    ? { kind: 'moved', hash: await branchHead(git, request.into) }
    : { kind: 'merged', hash, changed }
}

async function branchHead(git: Git, name: string): Promise<string | undefined> {
  const found = await findReference(git, name)
  return found?.kind === 'branch' ? found.hash : undefined
}
