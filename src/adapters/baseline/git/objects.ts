import { posix } from 'node:path'
import type { ContractSnapshot } from '../../../contracts/ports.ts'
import type { Git } from '../../git.ts'
import { lackingObject } from '../../git-objects.ts'

/** A file in a tree or in the index. */
export interface Entry {
  readonly mode: string
  readonly id: string
  /** Below the folder that was listed. */
  readonly path: string
}

const LINK = '120000'
export const SUBMODULE = '160000'

/** Blobs by id. */
export type BlobReader = (ids: readonly string[]) => Promise<ReadonlyMap<string, Uint8Array>>

/** The files of a folder at one moment; all blobs that are asked for are one question. */
export async function entriesSnapshot(git: Git, folder: string, entries: readonly Entry[]): Promise<ContractSnapshot> {
  const visible = entries.filter(
    ({ path, mode }) => mode !== SUBMODULE && !path.split('/').some((part) => part.startsWith('.')),
  )
  const read: BlobReader = (ids) => readBlobs(git, ids)
  const ids = await followLinks(visible, read)
  return {
    folder,
    ids,
    async readAll(paths) {
      const wanted = paths.flatMap((path) => {
        const id = ids.get(path)
        return id === undefined ? [] : [[path, id] as const]
      })
      const blobs = await read([...new Set(wanted.map(([, id]) => id))])
      return new Map(wanted.flatMap(([path, id]) => pair(path, blobs.get(id))))
    },
  }
}

const pair = <T>(path: string, value: T | undefined): [string, T][] => (value === undefined ? [] : [[path, value]])

/** A link counts as the file it leads to, as on disk; one that leads out of the folder is no file. */
export async function followLinks(entries: readonly Entry[], read: BlobReader): Promise<ReadonlyMap<string, string>> {
  const ids = new Map(entries.map(({ path, id }) => [path, id]))
  const links = entries.filter(({ mode }) => mode === LINK)
  const targets = links.length === 0 ? new Map() : await read(links.map(({ id }) => id))
  for (const { path, id } of links) {
    const target = posix.join(posix.dirname(path), Buffer.from(targets.get(id) ?? []).toString())
    const found = entries.find((entry) => entry.path === target && entry.mode !== LINK)
    if (found === undefined) ids.delete(path)
    else ids.set(path, found.id)
  }
  return ids
}

/** Blobs by id, in one question. */
export async function readBlobs(git: Git, ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = await git.objects(ids)
  return new Map(
    ids.map((id, i) => {
      const object = found[i]
      if (object?.type !== 'blob') throw lackingObject(id)
      return [id, object.bytes]
    }),
  )
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
