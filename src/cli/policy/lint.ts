import { BRANCHES_FILE, GROUPS_FILE, PERMITS_FILE } from '../../contracts/policies/files.ts'
import { NO_GROUPS, readGroups } from '../../contracts/policies/groups.ts'
import { lintPolicy } from '../../contracts/policies/lint/lint-policy.ts'
import { readPermits } from '../../contracts/policies/permit.ts'
import { readBranchPolicy } from '../../contracts/policies/read-policy.ts'
import { requireContracts } from '../../contracts/repo/require.ts'
import type { Finding } from '../../kernel/finding.ts'
import type { Settings } from '../config.ts'
import { contractFiles } from '../wiring.ts'
import { policyTexts } from './policy-texts.ts'

export interface LintedPolicy {
  readonly findings: readonly Finding[]
  readonly looked: Readonly<Record<string, number>>
}

/** All mistakes of the policy's files, and where there is none, what in them can never happen. */
export async function lintPolicyFiles(settings: Settings, now: number): Promise<LintedPolicy> {
  const texts = policyTexts(settings)
  const [branches, people, leave] = [texts.get(BRANCHES_FILE), texts.get(GROUPS_FILE), texts.get(PERMITS_FILE)]
  const read = branches && readBranchPolicy(branches.text, branches.shown)
  const groups = people && readGroups(people.text, people.shown)
  const permits = leave ? readPermits(leave.text, leave.shown) : { permits: [], findings: [] }
  const mistakes = [...(read?.findings ?? []), ...(groups?.findings ?? []), ...permits.findings]
  const looked = { path: read?.policy?.paths.length ?? 0, permit: permits.permits.length }
  if (read?.policy === undefined || (groups !== undefined && groups.groups === undefined))
    return { findings: mistakes, looked }
  const { policy, yaml } = read
  const findings = lintPolicy({
    policy,
    yaml,
    groups: groups?.groups ?? NO_GROUPS,
    groupsYaml: groups?.yaml,
    permits: permits.permits,
    tables: policy.freshness.length === 0 ? [] : await tableNames(settings),
    now,
  })
  return { findings: [...mistakes, ...findings], looked }
}

async function tableNames(settings: Settings): Promise<readonly string[]> {
  const contracts = await requireContracts(await contractFiles(settings))
  return contracts.filter(({ kind }) => kind === 'table').map(({ name }) => name)
}
