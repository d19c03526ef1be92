import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DqError } from '../../../kernel/errors.ts'
import type { Reference } from '../../../lake/catalog/port.ts'
import { checkReferenceName, isHash } from '../../../lake/catalog/reference-name.ts'
import { unknownReference } from '../../../lake/catalog/unknown-reference.ts'
import type { Git } from '../../git.ts'

const FOLDER = { branch: 'refs/heads/', tag: 'refs/tags/' } as const

export const refOf = ({ kind, name }: Pick<Reference, 'kind' | 'name'>): string =>
  `${FOLDER[kind]}${checkReferenceName(name)}`

export async function listReferences(git: Git): Promise<readonly Reference[]> {
  const out = await git.text(['for-each-ref', '--format=%(refname) %(objectname)', 'refs/heads', 'refs/tags'])
  return out.split('\n').flatMap((line) => {
    const [ref = '', hash = ''] = line.split(' ')
    const kind = ref.startsWith(FOLDER.branch) ? ('branch' as const) : ('tag' as const)
    return line === '' ? [] : [{ kind, name: ref.slice(FOLDER[kind].length), hash }]
  })
}

export async function findReference(git: Git, name: string): Promise<Reference | undefined> {
  checkReferenceName(name)
  const [branch, tag] = await git.objects([`${FOLDER.branch}${name}^{commit}`, `${FOLDER.tag}${name}^{commit}`])
  if (branch !== undefined) return { kind: 'branch', name, hash: branch.id }
  return tag && { kind: 'tag', name, hash: tag.id }
}

/** The commit of a reference or hash. */
export async function resolve(git: Git, at: string): Promise<string> {
  if (isHash(at)) {
    const [commit] = await git.objects([`${at}^{commit}`])
    if (commit !== undefined) return commit.id
    throw new DqError(`the catalog has no commit ${at}`, {
      hint: 'dq branch log <branch> shows the commits of a branch',
    })
  }
  const found = await findReference(git, at)
  if (found !== undefined) return found.hash
  throw unknownReference(at, await listReferences(git))
}

const ABSENT = '0'.repeat(40)

/** Compare and set; `undefined` is "not there". False when it is something else by now. */
export async function setReference(
  git: Git,
  ref: string,
  to: string | undefined,
  from: string | undefined,
): Promise<boolean> {
  try {
    await git.text(
      to === undefined ? ['update-ref', '-d', ref, from ?? ABSENT] : ['update-ref', ref, to, from ?? ABSENT],
    )
    return true
  } catch (error) {
    // "is at … but expected …", "reference already exists", "unable to resolve reference": somebody else was quicker.
    if (/but expected|already exists|unable to resolve reference/.test(String(error))) return false
    throw error
  }
}

const LOCK = /Unable to create '([^']+\.lock)': File exists/
/** A reference is locked for milliseconds; git waits one second for it (`core.filesRefLockTimeout`). What is older belongs to a killed process. */
const DEAD_AFTER_MS = 10_000

/**
 * Repeats what failed because of a lock file. One that a killed git left behind is removed: git itself asks a person to do that,
 * as it cannot know how long the owner takes; here nobody holds one for seconds.
 */
export async function withLocks<T>(folder: string, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      const lock = LOCK.exec(String(error))?.[1]
      if (lock === undefined || !lock.startsWith(join(folder, '/'))) throw error
      const age = ageOf(lock)
      if (age !== undefined && age > DEAD_AFTER_MS) rmSync(lock, { force: true })
      else await sleep(20 + Math.random() * 80)
    }
  }
}

function ageOf(file: string): number | undefined {
  const modified = statSync(file, { throwIfNoEntry: false })?.mtimeMs
  return modified === undefined ? undefined : Date.now() - modified
}
