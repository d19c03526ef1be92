import type { TableKey } from '../catalog/key.ts'
import type { CommitMeta, TableContent } from '../catalog/port.ts'
import { type Lake, loadTable } from '../table/table.ts'

/**
 * Points a branch that is still at `from` to the state that an equal branch has now, so that they stay equal: merges between them find no
 * difference. The commit, or undefined when the branch is elsewhere by now.
 */
export async function follow(
  { catalog, ...lake }: Lake,
  request: {
    readonly branch: string
    readonly key: TableKey
    readonly from: string
    readonly to: TableContent
    readonly meta: CommitMeta
  },
): Promise<string | undefined> {
  const { branch, key, from, to, meta } = request
  const { content, hash } = await loadTable({ catalog, ...lake }, branch, key)
  if (content.metadataLocation !== from) return undefined
  if (to.metadataLocation === from) return hash
  const { id, ...next } = to
  const operations = [{ kind: 'put' as const, key, content: next, id }]
  const done = await catalog.commit({ ...meta, branch, expected: hash, operations })
  return done.kind === 'committed' ? done.hash : undefined
}
