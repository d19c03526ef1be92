import { DqError } from '../../kernel/errors.ts'
import type { Change } from '../diff/change.ts'
import { diffContracts } from '../diff/diff-contracts.ts'
import type { Contract } from '../model.ts'
import type { ContractFiles, ContractSnapshot } from '../ports.ts'
import { requireContracts } from '../repo/require.ts'
import { documentsOf, narrow } from './narrow.ts'

/** Every difference between two states of the contracts; a mistake in a contract that differs is a DqError. */
export async function diffSnapshots(
  before: ContractSnapshot,
  after: ContractSnapshot,
): Promise<{ readonly changes: readonly Change[]; readonly contracts: number }> {
  const contracts = documentsOf(before, after)
  if (contracts === 0)
    throw new DqError(`nothing was compared: neither ${before.folder} nor ${after.folder} holds a contract`, {
      hint: 'name git refs, contract folders or archives, e.g. dq contract diff main',
    })
  const { current, baseline, unchanged } = await narrow(after, before)
  const old = await contractsIn(baseline, unchanged)
  return { changes: diffContracts(old, await contractsIn(current, unchanged)), contracts }
}

async function contractsIn(files: ContractFiles, alsoKnown: readonly string[]): Promise<readonly Contract[]> {
  return (await files.list()).length === 0 ? [] : requireContracts(files, { alsoKnown })
}
