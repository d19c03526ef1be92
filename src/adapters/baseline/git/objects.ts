import { posix } from 'node:path'
import type { ContractSnapshot } from '../../../contracts/ports.ts'
import { DqError } from '../../../kernel/errors.ts'
import type { Git } from './run.ts'

/** A file in a tree or in the index. */
export interface Entry {
  readonly mode: string
  readonly id: string
  /** Below the folder that was listed. */
  readonly path: string
}

const LINK = '120000'
const SUBMODULE = '160000'

/** The files of a folder at one moment; all blobs that are asked for are read by one `git cat-file --batch`. */
export async function entriesSnapshot(git: Git, folder: string, entries: readonly Entry[]): Promise<ContractSnapshot> {
  const visible = entries.filter(
    ({ path, mode }) => mode !== SUBMODULE && !path.split('/').some((part) => part.startsWith('.')),
  )
  const ids = await followLinks(git, visible)
  return {
    folder,
    ids,
    async readAll(paths) {
      const wanted = paths.flatMap((path) => {
        const id = ids.get(path)
        return id === undefined ? [] : [[path, id] as const]
      })
      const blobs = await readBlobs(git, [...new Set(wanted.map(([, id]) => id))])
      return new Map(wanted.flatMap(([path, id]) => pair(path, blobs.get(id))))
    },
  }
}

const pair = <T>(path: string, value: T | undefined): [string, T][] => (value === undefined ? [] : [[path, value]])

/** A link counts as the file it leads to, as on disk; one that leads out of the folder is no file. */
async function followLinks(git: Git, entries: readonly Entry[]): Promise<ReadonlyMap<string, string>> {
  const ids = new Map(entries.map(({ path, id }) => [path, id]))
  const links = entries.filter(({ mode }) => mode === LINK)
  const targets = await readBlobs(
    git,
    links.map(({ id }) => id),
  )
  for (const { path, id } of links) {
    const target = posix.join(posix.dirname(path), Buffer.from(targets.get(id) ?? []).toString())
    const found = entries.find((entry) => entry.path === target && entry.mode !== LINK)
    if (found === undefined) ids.delete(path)
    else ids.set(path, found.id)
  }
  return ids
}

/** Blobs by id, in one process: `<id> <type> <size>`, a line break, the bytes, a line break. */
async function readBlobs(git: Git, ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
  const blobs = new Map<string, Uint8Array>()
  if (ids.length === 0) return blobs
  const out = await git.catFile(ids)
  let at = 0
  for (const id of ids) {
    const end = out.indexOf(0x0a, at)
    const [, type = '', size = ''] = out.toString('latin1', at, end).split(' ')
    if (type !== 'blob')
      throw new DqError(`the git repository lacks the object ${id}`, {
        hint: 'git fetch --refetch, or git fsck to see why',
      })
    const start = end + 1
    at = start + Number(size) + 1
    blobs.set(id, out.subarray(start, at - 1))
  }
  return blobs
}

/** Splits what `git … -z` prints: `<before tab>\t<path>\0`. */
export const zeroSeparated = (out: string): readonly { readonly words: readonly string[]; readonly path: string }[] =>
  out
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const tab = line.indexOf('\t')
      return { words: line.slice(0, tab).split(/ +/), path: line.slice(tab + 1) }
    })
