import { keyText, type TableKey } from '../../../lake/catalog/key.ts'
import type { CommitRequest, Committed, Conflict, Content, Operation, Reference } from '../../../lake/catalog/port.ts'
import { type Http, unexpected } from './http.ts'
import { metaJson } from './meta.ts'
import { branchPath } from './paths.ts'
import { committedSchema, conflictKind, contentJson, errorSchema } from './shapes.ts'

type Find = (name: string) => Promise<Reference | undefined>
type ContentAt = (hash: string, key: TableKey) => Promise<Content | undefined>
type ContentOf = (key: TableKey) => Promise<Content | undefined>

/** Nessie itself compares and sets: by key, so that commits of other tables do not matter. */
export async function commitTo(
  http: Http,
  find: Find,
  contentAt: ContentAt,
  request: CommitRequest,
): Promise<Committed> {
  const path = `${branchPath(request.branch, request.expected)}/history/commit`
  const operations = request.operations.map((operation) =>
    operation.kind === 'delete'
      ? { type: 'DELETE', key: { elements: operation.key } }
      : {
          type: 'PUT',
          key: { elements: operation.key },
          content: {
            ...contentJson(operation.content, operation.key),
            ...(operation.id !== undefined && { id: operation.id }),
          },
        },
  )
  const answer = await http.send('POST', path, { commitMeta: metaJson(request), operations })
  if (answer.status === 200) {
    const { targetBranch, addedContents } = committedSchema.parse(answer.body)
    const given = request.operations.flatMap((one): [string, string][] =>
      one.kind === 'put' && one.id !== undefined ? [[keyText(one.key), one.id]] : [],
    )
    const added = (addedContents ?? []).map(({ key, contentId }): [string, string] => [keyText(key), contentId])
    return { kind: 'committed', hash: targetBranch.hash, ids: new Map([...given, ...added]) }
  }
  if (answer.status === 409 || answer.status === 404 || answer.status === 400) {
    const head = (await find(request.branch))?.hash
    const told = conflictsOf(answer.body)
    const conflicts =
      answer.status === 400 && head !== undefined
        ? await idConflicts(request.operations, (key) => contentAt(head, key))
        : told
    if (conflicts.length > 0) return { kind: 'conflict', conflicts }
    if (answer.status !== 400) return { kind: 'moved', hash: head }
  }
  throw unexpected('POST', path, answer)
}

export function conflictsOf(body: unknown): readonly Conflict[] {
  const { errorDetails } = errorSchema.parse(body)
  return (errorDetails?.conflicts ?? []).flatMap(({ conflictType, key }) =>
    key ? [{ kind: conflictKind(conflictType), key }] : [],
  )
}

/** Conflicts about ids come as bad requests, with the key in their words alone: what is there says which they are. */
async function idConflicts(operations: readonly Operation[], contentOf: ContentOf): Promise<readonly Conflict[]> {
  const conflicts: Conflict[] = []
  for (const operation of operations) {
    if (operation.kind !== 'put') continue
    const { key, id } = operation
    const there = await contentOf(key)
    if (there === undefined && id !== undefined) conflicts.push({ kind: 'missing', key })
    if (there !== undefined && there.id !== id) conflicts.push({ kind: id === undefined ? 'exists' : 'changed', key })
  }
  return conflicts
}
