import { DqError } from '../../kernel/errors.ts'
import { formatPlace } from '../../kernel/finding.ts'
import type { Change } from '../diff/change.ts'
import { diffContracts } from '../diff/diff-contracts.ts'
import type { Contract } from '../model.ts'
import type { ChangeSource, ContractFiles } from '../ports.ts'
import { requireContracts } from '../repo/require.ts'
import { compareSources, type RepoState } from './compare-sources.ts'
import { documentsOf, narrow } from './narrow.ts'

/** Every difference between two states of the contracts, and of what lies beside them; a mistake in a file that differs is a DqError. */
export async function diffSnapshots(
  before: RepoState,
  after: RepoState,
  sources: readonly ChangeSource[] = [],
): Promise<{
  readonly changes: readonly Change[]
  readonly contracts: number
  /** Files of other kinds: noun → how many. */
  readonly looked: Readonly<Record<string, number>>
}> {
  const contracts = documentsOf(before.contracts, after.contracts)
  if (contracts === 0)
    throw new DqError(
      `nothing was compared: neither ${before.contracts.folder} nor ${after.contracts.folder} holds a contract`,
      { hint: 'name git refs, contract folders or archives, e.g. dq contract diff main' },
    )
  const { current, baseline, unchanged } = await narrow(after.contracts, before.contracts)
  const old = await contractsIn(baseline, unchanged)
  const changes = diffContracts(old, await contractsIn(current, unchanged))
  const others = await compareSources(sources, before, after)
  const [mistake] = [...others.mistakes, ...others.oldMistakes]
  if (mistake !== undefined)
    throw new DqError(mistake.message, {
      at: mistake.at,
      hint: mistake.fix ?? `mend ${formatPlace(mistake.at)}: it cannot be compared as it stands`,
    })
  return { changes: [...changes, ...others.changes], contracts, looked: others.looked }
}

async function contractsIn(files: ContractFiles, alsoKnown: readonly string[]): Promise<readonly Contract[]> {
  return (await files.list()).length === 0 ? [] : requireContracts(files, { alsoKnown })
}
