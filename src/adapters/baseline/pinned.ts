import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CommitElsewhere, PinnedRepository } from '../../contracts/consumers/ports.ts'
import { DqError } from '../../kernel/errors.ts'
import { sha256 } from '../../kernel/sha256.ts'
import { gitIn } from '../git.ts'
import { besideInCommit } from './git/beside.ts'
import { entriesSnapshot } from './git/objects.ts'
import { openRepository, type Repository } from './git/repository.ts'
import { parseSpec, resolveCommit } from './git/resolve.ts'
import { treeEntries } from './git/tree.ts'

export interface Pinned {
  /** A url, or the absolute path of a repository on this machine. */
  readonly git: string
  readonly ref: string
}

export interface PinnedOptions {
  /** Where repositories elsewhere are kept. */
  readonly cacheDir: string
  /** Ask the network again, also for what is kept. */
  readonly refresh?: boolean
}

/** Schemes that only move data: git's `ext::` would run a program. */
const URL = /^((https?|ssh|git|file):\/\/|[\w.-]+@[\w.-]+:)/

/** Whether git would go over the network, or at least to another place, for it. */
export const isGitUrl = (text: string): boolean => URL.test(text)

/**
 * Another repository at a tag or commit. One on this disk is read where it lies; the pin of one elsewhere is fetched once, one
 * commit deep, into a bare repository of the cache, and read from there without a network.
 * @throws DqError when it cannot be reached, or has no such commit.
 */
export async function pinnedRepository({ git, ref }: Pinned, options: PinnedOptions): Promise<PinnedRepository> {
  const spec = parseSpec(ref)
  if (spec.fromMergeBase || spec.folder !== undefined)
    throw new DqError(`"${ref}" is no baseline that can be pinned`, { hint: 'name a tag or the full id of a commit' })
  if (!isGitUrl(git)) {
    if (/^-|::/.test(git) || !existsSync(git))
      throw new DqError(`there is no git repository ${git}`, { hint: 'give a url (https, ssh, git, file) or a folder' })
    const repository = { ...(await openRepository(git)), prefix: '' }
    const pin = await resolveCommit(spec, repository)
    const head = await resolveCommit(parseSpec('HEAD'), repository)
    return { pin: commitOf(repository, pin, ref), newest: commitOf(repository, head, `HEAD (${head.slice(0, 7)})`) }
  }
  const repository = await kept(git, ref, options)
  const read = async (name: string) => (await repository.git.text(['rev-parse', '--verify', `${name}^{commit}`])).trim()
  const [pin, head] = [await read(pinRef(ref)), await read(HEAD)]
  return { pin: commitOf(repository, pin, ref), newest: commitOf(repository, head, `HEAD (${head.slice(0, 7)})`) }
}

const HEAD = 'refs/dq/head'
const pinRef = (ref: string): string => `refs/dq/pins/${sha256(ref).slice(0, 16)}`

/** The repository of the cache, with the pin and the head in it. */
async function kept(url: string, ref: string, { cacheDir, refresh = false }: PinnedOptions): Promise<Repository> {
  const folder = join(cacheDir, 'pinned', `${sha256(url).slice(0, 16)}.git`)
  if (!existsSync(join(folder, 'HEAD'))) {
    mkdirSync(folder, { recursive: true })
    await gitIn(folder).text(['init', '--quiet', '--bare', '.'])
  }
  const git = gitIn(folder)
  const has = async (name: string) => (await git.text(['for-each-ref', '--format=%(refname)', name])).trim() !== ''
  if (refresh || !(await has(pinRef(ref))) || !(await has(HEAD))) {
    const fetch = ['fetch', '--quiet', '--depth=1', '--no-tags', '--no-write-fetch-head']
    await git
      .text([...fetch, url, `+${ref}:${pinRef(ref)}`, `+HEAD:${HEAD}`])
      .catch((error: unknown) => unreachable(url, ref, error))
  }
  return { git, root: folder, prefix: '', isShallow: true }
}

function unreachable(url: string, ref: string, error: unknown): never {
  const message = error instanceof Error ? error.message : String(error)
  if (/couldn't find remote ref|not our ref|no such ref|unadvertised object/i.test(message))
    throw new DqError(`${url} has no "${ref}"`, {
      hint: 'name a tag, a branch or the full id of a commit',
      cause: error,
    })
  const [line = ''] = message.split('\n').filter((text) => /fatal|error/i.test(text))
  throw new DqError(`${url} cannot be fetched: ${line.replace(/^(fatal|error):\s*/i, '') || 'git failed'}`, {
    hint: `try it by hand: git ls-remote ${url}`,
    cause: error,
  })
}

function commitOf(repository: Repository, commit: string, name: string): CommitElsewhere {
  const beside = besideInCommit(repository, commit, { root: repository.root, folder: '', inRoot: '' })
  return {
    name,
    commit,
    async folder(path) {
      const place = path.replace(/^\.?\/+|\/+$|^\.$/g, '')
      const entries = await treeEntries(repository, commit, place, name)
      return entriesSnapshot(repository.git, `${name}:${place || '.'}`, entries ?? [])
    },
    async text(path) {
      const snapshot = await beside?.([path])
      const bytes = (await snapshot?.readAll([path]))?.get(path)
      return bytes && new TextDecoder().decode(bytes)
    },
  }
}
