import type { Git } from './git.ts'
import { type GitObject, lackingObject } from './git-objects.ts'

/** What a tree lists: a file, a folder, a link or a submodule. */
export interface TreeEntry {
  readonly mode: string
  readonly id: string
  readonly name: string
}

export const FOLDER = '40000'

/** The trees and all below them, by id; a level is one question, and folders that several share are read once. */
export async function readTrees(
  git: Git,
  roots: readonly GitObject[],
): Promise<ReadonlyMap<string, readonly TreeEntry[]>> {
  const trees = new Map<string, readonly TreeEntry[]>()
  let level = roots
  while (level.length > 0) {
    const inner = new Set<string>()
    for (const tree of level) {
      const entries = entriesOf(tree)
      trees.set(tree.id, entries)
      for (const { mode, id } of entries) if (mode === FOLDER) inner.add(id)
    }
    const wanted = [...inner].filter((id) => !trees.has(id))
    const found = await git.objects(wanted)
    level = wanted.map((id, i) => {
      const tree = found[i]
      if (tree === undefined) throw lackingObject(id)
      return tree
    })
  }
  return trees
}

/** A tree object: `<mode> <name>\0` and the id in bytes, again and again. */
function entriesOf({ id: own, bytes }: GitObject): readonly TreeEntry[] {
  const entries: TreeEntry[] = []
  const idLength = own.length / 2
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at)
    const end = bytes.indexOf(0, space)
    const next = end + 1 + idLength
    const id = bytes.toString('hex', end + 1, next)
    entries.push({ mode: bytes.toString('latin1', at, space), id, name: bytes.toString('utf8', space + 1, end) })
    at = next
  }
  return entries
}
