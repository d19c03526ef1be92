import { inBatches } from '../../kernel/in-batches.ts'
import { keyText, type TableKey } from '../catalog/key.ts'
import type { BranchCatalog, Commit, Conflict } from '../catalog/port.ts'
import { auditOf } from './audit.ts'
import type { Move, SideCommit, TableConflict } from './plan.ts'

/** What each side did since both were one, newest first. */
export interface Sides {
  readonly source: readonly Commit[]
  readonly target: readonly Commit[]
}

export async function sidesOf(catalog: BranchCatalog, { from, to, base }: Move): Promise<Sides> {
  const shared = new Set(base === null ? [] : (await catalog.log(base)).map(({ hash }) => hash))
  const [source = [], target = []] = await inBatches([from, to], async ({ hash }) =>
    since(await catalog.log(hash), base, shared),
  )
  return { source, target }
}

/** Until the base itself, or the merge that brought it in: what that commit and older ones did, both sides have. */
function since(log: readonly Commit[], base: string | null, shared: ReadonlySet<string>): readonly Commit[] {
  const end = log.findIndex(
    ({ hash, parents }) => shared.has(hash) || (base !== null && parents.slice(1).includes(base)),
  )
  return end < 0 ? log : log.slice(0, end)
}

const touching = (commits: readonly Commit[], name: string): readonly Commit[] =>
  commits.filter(({ changed }) => changed.some((key) => keyText(key) === name))

/**
 * Tables whose change on the target is nothing but rollbacks: the source has gone on since it was refused there, so what it has now
 * takes their place. Without this a branch that was ever rolled back could not take the mended table.
 */
export const onlyRolledBack = (conflicts: readonly Conflict[], { target }: Sides): readonly TableKey[] =>
  conflicts
    .filter(({ kind }) => kind === 'changed')
    .map(({ key }) => key)
    .filter((key) => {
      const own = touching(target, keyText(key))
      return own.length > 0 && own.every((commit) => isRollback(commit))
    })

function isRollback(commit: Commit): boolean {
  const audit = auditOf(commit)
  return audit.kind === 'audited' && audit.record.kind === 'rollback'
}

/** Conflicts as people solve them: who did what on which side. */
export const tableConflicts = (conflicts: readonly Conflict[], { source, target }: Sides): readonly TableConflict[] =>
  conflicts.map(({ kind, key }) => {
    const name = keyText(key)
    return {
      kind: kind === 'namespace-missing' || kind === 'namespace-not-empty' ? kind : 'changed',
      table: name,
      source: touching(source, name).map(sideCommit),
      target: touching(target, name).map(sideCommit),
    }
  })

const sideCommit = ({ hash, author, time, message }: Commit): SideCommit => ({
  hash,
  author,
  time,
  message: message.split('\n')[0] ?? '',
})
