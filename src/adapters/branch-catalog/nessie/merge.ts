import { DqError } from '../../../kernel/errors.ts'
import { byKey } from '../../../lake/catalog/key.ts'
import type { Merged, MergeRequest, Reference } from '../../../lake/catalog/port.ts'
import { conflictsOf } from './commit.ts'
import { type Http, unexpected } from './http.ts'
import { logOf } from './log.ts'
import { metaJson } from './meta.ts'
import { branchPath } from './paths.ts'
import { mergedSchema } from './shapes.ts'

type Find = (name: string) => Promise<Reference | undefined>

/**
 * Nessie merges by key and compares and sets by key; we ask for more: the target must be exactly where it was seen, as what is merged
 * was judged together with it. Names begin with `is`: Nessie ignores a mistyped `dryRun` and merges.
 */
export async function mergeInto(http: Http, find: Find, request: MergeRequest): Promise<Merged> {
  const head = (await find(request.into))?.hash
  if (head !== request.expected) return { kind: 'moved', hash: head }
  const path = `${branchPath(request.into, request.expected)}/history/merge`
  const body = {
    fromRefName: request.from,
    fromHash: request.fromHash,
    commitMeta: metaJson(request),
    isDryRun: request.dryRun,
    isReturnConflictAsResult: true,
    keyMergeModes: (request.sourceWins ?? []).map((elements) => ({ key: { elements }, mergeBehavior: 'FORCE' })),
  }
  const answer = await http.send('POST', path, body)
  if (answer.status === 404 && /No common ancestor/.test(JSON.stringify(answer.body)))
    throw new DqError(
      `Nessie finds no commit that ${request.from} and ${request.into} have in common: it cannot merge them`,
      {
        hint: 'branches that began in an empty Nessie have none: make a table or a namespace on main first, then begin them from there',
      },
    )
  if (answer.status === 409 || answer.status === 404) {
    const conflicts = conflictsOf(answer.body)
    return conflicts.length > 0
      ? { kind: 'conflict', conflicts }
      : { kind: 'moved', hash: (await find(request.into))?.hash }
  }
  if (answer.status !== 200) throw unexpected('POST', path, answer)
  const { wasApplied, wasSuccessful, details, resultantTargetHash } = mergedSchema.parse(answer.body)
  const conflicts = details.filter(({ conflict }) => conflict != null).sort(byKey)
  if (!wasSuccessful || conflicts.length > 0)
    return { kind: 'conflict', conflicts: conflicts.map(({ key }) => ({ kind: 'changed', key })) }
  if (details.length === 0) return { kind: 'nothing' }
  const changed = details.sort(byKey).map(({ key }) => key)
  return { kind: 'merged', hash: wasApplied ? (resultantTargetHash ?? head) : head, changed }
}

/** The first commit of one history, newest first, that the other one has; merges count, by their parents. */
export async function commonAncestor(http: Http, a: string, b: string): Promise<string | undefined> {
  if (a === b) return a
  const [ours, theirs] = [await ancestorsOf(http, a), await ancestorsOf(http, b)]
  return ours.order.find((hash) => theirs.all.has(hash))
}

async function ancestorsOf(http: Http, hash: string): Promise<{ order: readonly string[]; all: ReadonlySet<string> }> {
  const all = new Set<string>()
  const waiting = [hash]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (all.has(next)) continue
    all.add(next)
    for (const commit of await logOf(http, next, undefined)) {
      all.add(commit.hash)
      waiting.push(...commit.parents.slice(1).filter((parent) => !all.has(parent)))
      const [first] = commit.parents
      if (first !== undefined) all.add(first)
    }
  }
  return { order: [...all], all }
}
