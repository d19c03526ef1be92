import { DqError } from '../../kernel/errors.ts'
import { keyText, type TableKey } from '../catalog/key.ts'
import type { BranchCatalog, CommitMeta, Conflict, Difference, Operation } from '../catalog/port.ts'
import type { Move, TableConflict } from './plan.ts'
import { removeScratch } from './scratch-branch.ts'
import { onlyRolledBack, sidesOf, tableConflicts } from './sides.ts'

/** What the target would be: a commit on top of it that no branch has yet. */
export type Candidate =
  | {
      readonly kind: 'candidate'
      readonly hash: string
      readonly differences: readonly Difference[]
      /** What the target had rolled back, and takes again. */
      readonly sourceWins: readonly TableKey[]
    }
  | { readonly kind: 'conflict'; readonly conflicts: readonly TableConflict[] }
  | { readonly kind: 'nothing' }
  /** The branch that is promoted is not where it was: it was set back, say. */
  | { readonly kind: 'moved' }

/**
 * Makes the merged state on a scratch branch that begins where the target is, and removes that branch: the commit stays readable by its
 * hash. The target itself is not touched, so what is judged is exactly what will be.
 */
export async function makeCandidate(
  catalog: BranchCatalog,
  move: Move,
  meta: CommitMeta,
  scratch: string,
): Promise<Candidate> {
  const made = await catalog.createReference({ kind: 'branch', name: scratch, hash: move.to.hash })
  if (!made) throw new DqError(`the scratch branch ${scratch} is taken`, { hint: 'try again' })
  try {
    return move.kind === 'promotion'
      ? await merged(catalog, move, meta, scratch)
      : await restored(catalog, move, meta, scratch)
  } finally {
    await removeScratch(catalog, scratch)
  }
}

async function merged(catalog: BranchCatalog, move: Move, meta: CommitMeta, into: string): Promise<Candidate> {
  const { from, to } = move
  const request = { ...meta, from: from.branch, fromHash: from.hash, into, expected: to.hash, dryRun: false }
  let sourceWins: readonly TableKey[] = []
  let done = await catalog.merge(request)
  if (done.kind === 'conflict') {
    const sides = await sidesOf(catalog, move)
    sourceWins = onlyRolledBack(done.conflicts, sides)
    const left = without(done.conflicts, sourceWins)
    if (left.length > 0) return { kind: 'conflict', conflicts: tableConflicts(left, sides) }
    done = await catalog.merge({ ...request, sourceWins })
    if (done.kind === 'conflict') return { kind: 'conflict', conflicts: tableConflicts(done.conflicts, sides) }
  }
  if (done.kind === 'nothing') return { kind: 'nothing' }
  if (done.kind === 'moved') return done
  return candidate(catalog, to.hash, done.hash, sourceWins)
}

/**
 * Back to what the tag holds, as a commit on top: history is kept. A namespace that is younger than the tag stays, empty: the source has not
 * changed it since, so no later promotion would bring it back, and none of its tables could come.
 */
async function restored(catalog: BranchCatalog, move: Move, meta: CommitMeta, branch: string): Promise<Candidate> {
  const { from, to } = move
  const differences = await catalog.diff(to.hash, from.hash)
  const operations = differences.filter(({ from: now, to: then }) => then ?? now?.kind !== 'namespace').map(restoring)
  if (operations.length === 0) return { kind: 'nothing' }
  const done = await catalog.commit({ ...meta, branch, expected: to.hash, operations })
  if (done.kind === 'moved') return done
  if (done.kind === 'conflict')
    return { kind: 'conflict', conflicts: tableConflicts(done.conflicts, { source: [], target: [] }) }
  return candidate(catalog, to.hash, done.hash, [])
}

/** A table that is gone by now comes back under a new id of the catalog: no catalog takes an old one again. */
function restoring({ key, from: now, to: then }: Difference): Operation {
  if (then === undefined) return { kind: 'delete', key }
  if (then.kind === 'other' || now?.kind === 'other')
    throw new DqError(`${keyText(key)} is no table: only the engine that made it can bring it back`, {
      hint: 'roll back to a tag that has it as it is now',
    })
  const { id: _, ...content } = then
  return { kind: 'put', key, content, ...(now !== undefined && { id: now.id }) }
}

async function candidate(
  catalog: BranchCatalog,
  before: string,
  hash: string,
  sourceWins: readonly TableKey[],
): Promise<Candidate> {
  return { kind: 'candidate', hash, sourceWins, differences: await catalog.diff(before, hash) }
}

const without = (conflicts: readonly Conflict[], keys: readonly TableKey[]): readonly Conflict[] => {
  const names = new Set(keys.map(keyText))
  return conflicts.filter(({ key }) => !names.has(keyText(key)))
}
