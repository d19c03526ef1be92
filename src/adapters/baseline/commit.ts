import type { ContractSnapshot } from '../../contracts/ports.ts'
import { entriesSnapshot } from './git/objects.ts'
import { openRepository } from './git/repository.ts'
import { hasCommit, parseSpec, resolveCommit } from './git/resolve.ts'
import { treeEntries } from './git/tree.ts'

/** The contracts' folder as a commit holds it; undefined where the branch has no commit yet. @throws DqError for a ref that is not there, and outside of a repository. */
export async function contractsAtCommit(
  ref: string,
  folder: string,
): Promise<{ readonly commit: string; readonly snapshot: ContractSnapshot } | undefined> {
  const repository = await openRepository(folder)
  if (ref === 'HEAD' && !(await hasCommit(repository))) return undefined
  const spec = parseSpec(ref)
  const commit = await resolveCommit(spec, repository)
  const place = spec.folder ?? repository.prefix
  const entries = await treeEntries(repository, commit, place, ref)
  const snapshot = await entriesSnapshot(repository.git, `${commit.slice(0, 7)}:${place}`, entries ?? [])
  return { commit, snapshot }
}
