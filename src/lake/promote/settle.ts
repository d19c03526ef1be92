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
  /** Tags that could not be made are made by the next run. */
  | { readonly kind: 'done'; readonly hash: string; readonly tags: PromotionTags | undefined }
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
  if (!(await assigned(catalog, move, hash)))
    return { kind: 'moved', branch: to.branch, hash: await headOf(catalog, to.branch) }
  onStep('promoted')
  const tags = await ensureTags(catalog, { hash, record }).catch(unavailable)
  onStep('tagged')
  return { kind: 'done', hash, tags }
}

/** When no answer comes, it may have been done all the same: the catalog is asked again, and if it is silent, nobody is told a lie. */
async function assigned(catalog: BranchCatalog, { to }: Move, hash: string): Promise<boolean> {
  try {
    return await catalog.assignBranch({ kind: 'branch', name: to.branch, hash: to.hash }, hash)
  } catch (error) {
    const head = await headOf(catalog, to.branch).catch(unavailable)
    if (head === hash) return true
    if (head === to.hash) throw error
    throw new DqError(`the catalog stopped answering: nobody knows whether ${to.branch} has moved`, {
      hint: `it is at ${to.hash} (nothing happened) or at ${hash} (all of it did): dq promotions log ${to.branch}`,
      cause: error,
    })
  }
}

function unavailable(error: unknown): undefined {
  if (error instanceof DqError) return undefined
  throw error
}

const headOf = async (catalog: BranchCatalog, name: string): Promise<string | undefined> =>
  (await catalog.reference(name))?.hash
