import { inBatches } from '../../kernel/in-batches.ts'
import { keyText } from '../catalog/key.ts'
import type { BranchCatalog, Commit, Reference } from '../catalog/port.ts'
import { type AuditRecord, auditOf } from './audit.ts'
import { changesDigest } from './changes-digest.ts'
import { promotionOfTag, type TagState, tagStates } from './tags.ts'

/** One commit of a branch, as the audit sees it. */
export type HistoryRow = {
  readonly hash: string
  readonly author: string
  readonly time: number
  readonly message: string
  readonly tables: readonly string[]
} & (
  | {
      readonly kind: 'audited'
      readonly record: AuditRecord
      readonly tags: { readonly before: TagState; readonly after: TagState }
    }
  /** A commit, or a merge, that no promotion made. */
  | { readonly kind: 'direct' | 'merge' }
  | { readonly kind: 'forged'; readonly why: string }
)

export interface PromotionHistory {
  readonly branch: string
  /** From the newest commit to the first promotion. */
  readonly rows: readonly HistoryRow[]
  /** Commits older than the first promotion. */
  readonly earlier: number
  /** Tags of promotions of this branch that its history does not have: it was set back. */
  readonly lost: readonly { readonly tag: string; readonly hash: string }[]
}

/** Everything that happened to a branch since its first promotion, each audit held against what the catalog has. */
export async function promotionHistory(catalog: BranchCatalog, branch: string): Promise<PromotionHistory> {
  const references = await catalog.references()
  const log = await catalog.log(branch)
  const first = log.findLastIndex((commit) => isPromotionOf(commit, branch))
  const byName = new Map(references.map((one) => [one.name, one]))
  const rows = await inBatches(log.slice(0, first + 1), (commit) => rowOf(catalog, commit, branch, byName))
  return { branch, rows, earlier: log.length - rows.length, lost: lostTags(branch, references, log) }
}

/** A forged one counts: what came before it is nobody's excuse. */
function isPromotionOf(commit: Commit, branch: string): boolean {
  const audit = auditOf(commit)
  return audit.kind === 'forged' || (audit.kind === 'audited' && audit.record.to.branch === branch)
}

async function rowOf(
  catalog: BranchCatalog,
  commit: Commit,
  branch: string,
  references: ReadonlyMap<string, Reference>,
): Promise<HistoryRow> {
  const { hash, author, time, message, changed, parents } = commit
  const base = { hash, author, time, message, tables: changed.map(keyText) }
  const audit = auditOf(commit)
  if (audit.kind === 'none') return { ...base, kind: parents.length > 1 ? 'merge' : 'direct' }
  if (audit.kind === 'forged') return { ...base, kind: 'forged', why: audit.why }
  const { record } = audit
  if (record.to.branch !== branch)
    return { ...base, kind: 'forged', why: `it is the audit of a promotion to ${record.to.branch}` }
  if (changesDigest(await catalog.diff(record.to.hash, hash)) !== record.changes)
    return { ...base, kind: 'forged', why: 'the tables it changed are not those that were judged' }
  return { ...base, kind: 'audited', record, tags: tagStates({ hash, record }, references) }
}

function lostTags(branch: string, references: readonly Reference[], log: readonly Commit[]) {
  return references.flatMap(({ kind, name }) => {
    const of = kind === 'tag' ? promotionOfTag(branch, name) : undefined
    if (of?.side !== 'after' || log.some(({ hash }) => hash.startsWith(of.hash))) return []
    return [{ tag: name, hash: of.hash }]
  })
}
