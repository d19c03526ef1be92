import { DqError } from '../../kernel/errors.ts'
import type { BranchCatalog } from './port.ts'

/**
 * The same catalog, whose protected branches cannot be written, moved or deleted. What promotes uses the catalog itself; everything
 * else goes through this, so that no new command can forget to ask. `branches` is asked at each write. `flag`: with it the command that
 * asks writes to them all the same.
 */
export function protectBranches(
  catalog: BranchCatalog,
  branches: () => Promise<readonly string[]>,
  flag?: string,
): BranchCatalog {
  const refuse = async (branch: string, what: string): Promise<void> => {
    if ((await branches()).includes(branch))
      throw new DqError(
        `${branch} is a protected branch: ${what} by a promotion${flag ? `, or with ${flag}` : ' only'}`,
        {
          hint: `${flag ?? `dq promote <from> ${branch}`}; which branches are protected: dq policy show`,
        },
      )
  }
  return {
    ...catalog,
    mayWrite: (branch) => refuse(branch, 'it is written to'),
    async commit(request) {
      await refuse(request.branch, 'it is written to')
      return catalog.commit(request)
    },
    async merge(request) {
      if (!request.dryRun) await refuse(request.into, 'it is written to')
      return catalog.merge(request)
    },
    async assignBranch(reference, hash) {
      await refuse(reference.name, 'it is moved')
      return catalog.assignBranch(reference, hash)
    },
    async deleteReference(reference) {
      if (reference.kind === 'branch') await refuse(reference.name, 'it is not deleted, it changes')
      return catalog.deleteReference(reference)
    },
  }
}
