import { DqError } from '../../kernel/errors.ts'
import type { BranchCatalog } from '../catalog/port.ts'
import { type AuditRecord, auditOf, auditProperties } from './audit.ts'
import { makeCandidate } from './candidate.ts'
import { changesDigest } from './changes-digest.ts'
import type { Move } from './plan.ts'
import { ensureTags, type PromotionTags } from './tags.ts'

/** How far a promotion is: what is told, and where tests kill it. */
export type Step = 'planned' | 'judged' | 'audited' | 'promoted' | 'tagged'

export type Settled =
  | { readonly kind: 'done'; readonly hash: string; readonly tags: PromotionTags }
  /** One of the branches is not where it was judged: nothing was done. */
  | { readonly kind: 'moved'; readonly branch: string; readonly hash: string | undefined }

export interface Settlement {
  readonly move: Move
  readonly record: AuditRecord
  readonly message: string
  readonly author: string
  /** Name of the scratch branch. */
  readonly scratch: string
  readonly onStep: (step: Step) => void
}

/**
 * Moves the target, as one compare-and-set of its reference onto a commit that holds tables and audit together and was made beforehand:
 * before it nothing has happened, after it everything has. A merge sent to the target itself would not do: Nessie compares by key, and
 * would let a commit of somebody else slip in between.
 */
export async function settle(catalog: BranchCatalog, settlement: Settlement): Promise<Settled> {
  const { move, record, message, author, scratch, onStep } = settlement
  const { from, to, kind } = move
  const meta = { message, author, properties: auditProperties(record) }
  const made = await makeCandidate(catalog, move, meta, scratch)
  if (made.kind === 'moved') return { kind: 'moved', branch: from.branch, hash: await headOf(catalog, from.branch) }
  if (made.kind !== 'candidate' || changesDigest(made.differences) !== record.changes)
    throw new DqError('what would be merged is not what was judged', {
      hint: 'somebody disturbs the catalog: look at its log, then plan again',
    })
  const { hash } = made
  const [commit] = await catalog.log(hash, { max: 1 })
  if (commit === undefined || auditOf(commit).kind !== 'audited')
    throw new DqError('the catalog does not keep the audit of a commit', {
      hint: 'nothing was moved; is it a Nessie 0.99 or newer?',
    })
  onStep('audited')
  if (kind === 'promotion') {
    const source = await headOf(catalog, from.branch)
    if (source !== from.hash) return { kind: 'moved', branch: from.branch, hash: source }
  }
  const isMoved = await catalog.assignBranch({ kind: 'branch', name: to.branch, hash: to.hash }, hash)
  if (!isMoved) return { kind: 'moved', branch: to.branch, hash: await headOf(catalog, to.branch) }
  onStep('promoted')
  const tags = await ensureTags(catalog, { hash, record })
  onStep('tagged')
  return { kind: 'done', hash, tags }
}

const headOf = async (catalog: BranchCatalog, name: string): Promise<string | undefined> =>
  (await catalog.reference(name))?.hash
