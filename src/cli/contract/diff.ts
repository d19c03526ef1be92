import { diffSnapshots } from '../../contracts/baseline/diff-snapshots.ts'
import type { ContractBaseline } from '../../contracts/ports.ts'
import type { Settings } from '../config.ts'
import { contractBaseline, currentBeside, currentContracts } from '../wiring.ts'
import { changeSources } from './change-sources.ts'
import type { Diff } from './diff-report.ts'

/** Two states of a contract repo, each named as `--against` names them; without the second the files as they stand now. */
export async function diffContractRepos(
  settings: Settings,
  names: { readonly before: string; readonly after?: string | undefined },
): Promise<Diff> {
  const before = await contractBaseline(settings, names.before)
  const after = names.after === undefined ? await now(settings) : await contractBaseline(settings, names.after)
  const state = async ({ snapshot, beside }: ContractBaseline) => ({ contracts: await snapshot(), beside })
  const diff = await diffSnapshots(await state(before), await state(after), changeSources(settings))
  return { ...diff, before: before.name, after: after.name }
}

const now = async (settings: Settings): Promise<ContractBaseline> => ({
  name: 'now',
  snapshot: () => currentContracts(settings, false),
  beside: await currentBeside(settings, false),
})
