import type { BranchCatalog } from '../../lake/catalog/port.ts'
import { auditOf } from '../../lake/promote/audit.ts'
import type { At } from '../../lake/promote/plan.ts'
import { ensureTags } from '../../lake/promote/tags.ts'

/** A run that was killed right after the target moved made no tags: the next one does, from the audit. */
export async function repairTags(catalog: BranchCatalog, { branch, hash }: At): Promise<void> {
  const [newest] = await catalog.log(hash, { max: 1 })
  const audit = newest && auditOf(newest)
  if (audit?.kind === 'audited' && audit.record.to.branch === branch)
    await ensureTags(catalog, { hash, record: audit.record })
}
