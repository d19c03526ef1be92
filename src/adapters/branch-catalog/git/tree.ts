import { keyText } from '../../../lake/catalog/key.ts'
import type { Held, Side } from '../../../lake/catalog/merge.ts'
import type { Content, Difference, Entry } from '../../../lake/catalog/port.ts'
import type { Git } from '../../git.ts'
import { lackingObject } from '../../git-objects.ts'
import { FOLDER, readTrees } from '../../git-trees.ts'
import { keyOfPath, parseContent } from './content.ts'

/** What a commit holds; the value is the id of the blob, equal exactly when the content is. */
export async function sideOf(git: Git, commit: string | undefined): Promise<Side> {
  if (commit === undefined) return new Map()
  const [root] = await git.objects([`${commit}^{tree}`])
  if (root === undefined) throw lackingObject(commit)
  const trees = await readTrees(git, [root])
  const side = new Map<string, Held>()
  const add = (tree: string, prefix: string): void => {
    for (const { mode, id, name } of trees.get(tree) ?? []) {
      const path = `${prefix}${name}`
      const key = keyOfPath(path)
      if (mode === FOLDER) add(id, `${path}/`)
      else if (key !== undefined)
        side.set(keyText(key), { key, kind: path.endsWith('/_namespace.json') ? 'namespace' : 'table', value: id })
    }
  }
  add(root.id, '')
  return side
}

export async function entriesOf(git: Git, side: Side): Promise<readonly Entry[]> {
  const contents = await contentsOf(
    git,
    [...side.values()].map(({ value }) => value),
  )
  return [...side.values()].map(({ key, value }) => ({ key, content: contents.get(value)! }))
}

/** In two lists of blobs and one reading of them. */
export async function differences(git: Git, from: Side, to: Side): Promise<readonly Difference[]> {
  const names = [...new Set([...from.keys(), ...to.keys()])]
  const pairs = names
    .map((name) => ({ from: from.get(name), to: to.get(name) }))
    .filter((pair) => pair.from?.value !== pair.to?.value)
  const contents = await contentsOf(
    git,
    pairs.flatMap((pair) => [pair.from, pair.to]).flatMap((held) => held?.value ?? []),
  )
  const of = (held: Held | undefined) => held && contents.get(held.value)
  return pairs.map((pair) => ({ key: (pair.from ?? pair.to)!.key, from: of(pair.from), to: of(pair.to) }))
}

async function contentsOf(git: Git, ids: readonly string[]): Promise<ReadonlyMap<string, Content>> {
  const wanted = [...new Set(ids)]
  const objects = await git.objects(wanted)
  return new Map(wanted.map((id, i) => [id, parseContent(objects[i]!.bytes)]))
}
