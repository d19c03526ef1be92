import { judge } from '../../contracts/check/judge.ts'
import { diffContracts } from '../../contracts/diff/diff-contracts.ts'
import { askSources, impactOfEvidence } from '../../contracts/impact/ask-sources.ts'
import { impactOf } from '../../contracts/impact/impact-of-field.ts'
import { impactTree, type UserNode } from '../../contracts/impact/impact-tree.ts'
import { subjectNamed } from '../../contracts/impact/subject-named.ts'
import { suppose, type Trial } from '../../contracts/impact/suppose.ts'
import { WHOLE } from '../../contracts/impact/usage.ts'
import type { UsageIndex } from '../../contracts/impact/usage-index.ts'
import type { Contract } from '../../contracts/model.ts'
import { loadContracts } from '../../contracts/repo/load.ts'
import { DqError } from '../../kernel/errors.ts'
import type { Finding, Impact } from '../../kernel/finding.ts'
import type { Settings } from '../config.ts'
import { contractFiles } from '../wiring.ts'
import { usageSources } from './usage-sources.ts'
import { today } from './waivers-file.ts'

export interface ImpactAnswer {
  readonly contract: string
  /** `*` for the whole contract. */
  readonly field: string
  readonly users: readonly UserNode[]
  /** The same as a list, as findings carry it. */
  readonly impact: readonly Impact[]
  /** What `dq contract check` would say of the trial. */
  readonly trial?: { readonly as: Trial; readonly findings: readonly Finding[] }
  /** What is wrong with what knows the users, e.g. a stale lineage file. */
  readonly findings: readonly Finding[]
}

/** Who uses a field or contract, and what a change of it would do. */
export async function contractImpact(settings: Settings, name: string, as?: Trial): Promise<ImpactAnswer> {
  // A mistake somewhere is no reason to keep silent: what can be read is asked about.
  const { readable: contracts } = await loadContracts(await contractFiles(settings))
  const { contract, field } = subjectNamed(name, contracts)
  if (as !== undefined && field === WHOLE)
    throw new DqError('--as tries a change of one field', {
      hint: `e.g. ${contract.name}.${contract.schema.fields[0]?.name}`,
    })
  const { index, findings } = await askSources(usageSources(settings), new Set([contract.name]))
  const subject = { contract: contract.name, field }
  return {
    ...subject,
    users: impactTree(subject, index),
    impact: impactOf(subject, index),
    ...(as !== undefined && { trial: { as, findings: tried(contract, field, as, index, settings) } }),
    findings,
  }
}

/** The findings of the trial alone; which version it asks for is another matter. */
function tried(before: Contract, field: string, as: Trial, index: UsageIndex, settings: Settings): readonly Finding[] {
  const after = suppose(before, field, as)
  const changes = diffContracts([before], [after])
  if (changes.length === 0) throw new DqError(`${before.name}.${field} is ${as} already`)
  const context = { before: [before], after: [after], today: today(), severity: settings.impact }
  const findings = judge(changes, { ...context, impactOf: impactOfEvidence(index) })
  return findings.filter(({ rule }) => rule !== 'version-not-bumped')
}
