import type { BranchCatalog, Commit } from '../catalog/port.ts'
import { auditOf } from './audit.ts'
import type { Sides } from './sides.ts'

/**
 * Everybody who wrote something that a promotion brings: also what came to the source by merges, however many branches ago. An audited
 * promotion names its own authors; of other merges the merged commits are looked at.
 */
export async function authorsOf(catalog: BranchCatalog, { source }: Sides): Promise<readonly string[]> {
  const authors = new Set<string>()
  const seen = new Set<string>()
  const open: Commit[] = [...source]
  for (let commit = open.shift(); commit !== undefined; commit = open.shift()) {
    if (seen.has(commit.hash)) continue
    seen.add(commit.hash)
    authors.add(commit.author)
    const audit = auditOf(commit)
    if (audit.kind === 'audited') for (const author of audit.record.authors) authors.add(author)
    else for (const parent of commit.parents.slice(1)) open.push(...(await mergedCommits(catalog, commit, parent)))
  }
  return [...authors].sort()
}

/** What a merge brought: of the merged branch's history what the branch itself had not before. */
async function mergedCommits(catalog: BranchCatalog, { parents }: Commit, merged: string): Promise<readonly Commit[]> {
  const [before] = parents
  const known = new Set(before === undefined ? [] : (await catalog.log(before)).map(({ hash }) => hash))
  const log = await catalog.log(merged)
  const end = log.findIndex(({ hash }) => known.has(hash))
  return end < 0 ? log : log.slice(0, end)
}
