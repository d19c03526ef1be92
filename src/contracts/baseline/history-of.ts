import type { Finding } from '../../kernel/finding.ts'
import type { PastVersion } from '../check/avro-breaks.ts'
import { effectiveLevel } from '../check/effective-level.ts'
import type { Sides } from '../diff/pair.ts'
import { pairContracts } from '../diff/pair-contracts.ts'
import type { Contract } from '../model.ts'
import type { ContractBaseline } from '../ports.ts'
import { finding } from '../validate/rule.ts'
import { pastVersions } from './past-versions.ts'
import historyIncomplete from './rules/history-incomplete.ts'

/** Earlier versions of the contracts that are judged by a transitive level, by name, oldest first, and what of them cannot be had. */
export async function historyOf(
  contracts: { readonly before: readonly Contract[]; readonly after: readonly Contract[] },
  baseline: ContractBaseline,
): Promise<{
  readonly versions: ReadonlyMap<string, readonly PastVersion[]>
  readonly findings: readonly Finding[]
  /** How many states were looked at; absent when no level asks for them. */
  readonly states?: number
}> {
  const pairs = pairContracts(contracts.before, contracts.after).pairs.filter(isTransitive)
  const [first] = pairs
  const history = first === undefined ? undefined : await baseline.history?.()
  if (first === undefined || history === undefined) return { versions: new Map(), findings: [] }
  const { versions, unreadable } = await pastVersions(pairs, history)
  const at = (contract: Contract) => contract.places.setting('compatibility')
  return {
    versions,
    states: history.states.length,
    findings: [
      ...(history.gap === undefined ? [] : [finding(historyIncomplete, { ...history.gap, at: at(first.after) })]),
      ...unreadable.map(({ contract, state, why }) => ({
        ...finding(historyIncomplete, {
          at: at(contract),
          message: `at ${state} the contract "${contract.name}" cannot be read (${why}), so it was not compared with that`,
          fix: 'compare with that version yourself, or leave its tag out of the history (history in dq.yaml, --history)',
        }),
        severity: 'info' as const,
      })),
    ],
  }
}

const isTransitive = ({ before, after }: Sides): boolean =>
  effectiveLevel(before.settings.compatibility, after.settings.compatibility).endsWith('_TRANSITIVE')
