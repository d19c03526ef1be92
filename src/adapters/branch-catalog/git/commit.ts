import { randomUUID } from 'node:crypto'
import { keyText, type TableKey } from '../../../lake/catalog/key.ts'
import { type Held, type Side, withoutNamespace } from '../../../lake/catalog/merge.ts'
import type { CommitRequest, Conflict, Content, Operation } from '../../../lake/catalog/port.ts'
import type { Git } from '../../git.ts'
import { contentText, parseContent, pathOf } from './content.ts'

/** A file of the next commit; without text it goes. */
export interface FileChange {
  readonly path: string
  readonly text?: string
  /** Of a blob that is there already. */
  readonly blob?: string
}

export interface CommitPlan {
  readonly files: readonly FileChange[]
  readonly conflicts: readonly Conflict[]
  /** Of everything put, by `keyText`. */
  readonly ids: ReadonlyMap<string, string>
}

/**
 * Fits operations onto the head of a branch: what changed between `seen` and `head` under their keys is a conflict.
 * `ids` are kept over retries: new content has one id, whatever happens.
 */
export async function planCommit(
  git: Git,
  { operations }: Pick<CommitRequest, 'operations'>,
  { seen, head }: { readonly seen: Side; readonly head: Side },
  newIds: Map<string, string>,
): Promise<CommitPlan> {
  const conflicts: Conflict[] = []
  const files: FileChange[] = []
  const ids = new Map<string, string>()
  const after = new Map(head)
  const present = await contentsAt(git, head, operations)
  for (const operation of operations) {
    const { key } = operation
    const name = keyText(key)
    const held = head.get(name)
    const problem = problemOf(operation, seen.get(name), held, present.get(name))
    if (problem !== undefined) {
      conflicts.push({ kind: problem, key })
      continue
    }
    if (operation.kind === 'delete') {
      files.push({ path: pathOf(held!.kind, key) })
      after.delete(name)
      continue
    }
    const id = operation.id ?? newIds.get(name) ?? randomUUID()
    newIds.set(name, id)
    ids.set(name, id)
    const content = { ...operation.content, id }
    files.push({ path: pathOf(content.kind, key), text: contentText(content) })
    after.set(name, { key, kind: content.kind, value: 'new' })
  }
  const put = new Set(operations.flatMap((one) => (one.kind === 'put' ? [keyText(one.key)] : [])))
  return { files, ids, conflicts: [...conflicts, ...withoutNamespace(after, put)] }
}

function problemOf(
  operation: Operation,
  seen: Held | undefined,
  held: Held | undefined,
  present: Content | undefined,
): Conflict['kind'] | undefined {
  const isNew = operation.kind === 'put' && operation.id === undefined
  if (isNew) return held === undefined ? undefined : 'exists'
  if (held === undefined) return seen === undefined ? 'missing' : 'changed'
  if (seen?.value !== held.value) return 'changed'
  // Another table of the same name: it was dropped and made again.
  if (operation.kind === 'put' && present?.id !== operation.id) return 'changed'
  return undefined
}

async function contentsAt(
  git: Git,
  side: Side,
  operations: readonly { readonly key: TableKey }[],
): Promise<ReadonlyMap<string, Content>> {
  const names = operations.map(({ key }) => keyText(key)).filter((name) => side.has(name))
  const objects = await git.objects(names.map((name) => side.get(name)!.value))
  return new Map(names.map((name, i) => [name, parseContent(objects[i]!.bytes)]))
}
