import type { Asked, BranchPolicy } from '../../contracts/policies/branch-policy.ts'
import { nextOpening, rollbackSchedule, scheduleOf } from '../../contracts/policies/opening.ts'
import { pathName } from '../../contracts/policies/path.ts'
import { permitSubject } from '../../contracts/policies/permit.ts'
import { DqError } from '../../kernel/errors.ts'
import type { Settings } from '../config.ts'
import { paint } from '../style.ts'
import { table } from '../table.ts'
import { firstPolicy } from './first-policy.ts'
import { type LoadedPolicies, loadPolicies } from './load-policies.ts'

/** The whole policy; a repo without one is a DqError. */
export async function showPolicy(settings: Settings, ref: string | undefined): Promise<LoadedPolicies> {
  const loaded = await loadPolicies(settings, ref)
  if (loaded.isThere) return loaded
  throw new DqError('this repo has no policy of branches: nothing is protected, nothing can be promoted', {
    hint: firstPolicy('dev', 'prod', 'you@example.org'),
  })
}

/** Paths, rollbacks, protected branches and permits, a line each. */
export function policyText({ policies: { branches, permits } }: LoadedPolicies, now: number): string {
  const opens = (at: number | undefined) => (at === now ? 'yes' : at === undefined ? 'never' : 'no')
  const header = ['WAY', 'GATES', 'WHO', 'APPROVALS', 'OPEN'].map((title) => paint('dim', title))
  const ways = [
    ...branches.paths.map((path) => row(pathName(path), path, opens(nextOpening(scheduleOf(branches, path), now)))),
    ...branches.rollbacks.map((rule) =>
      row(`rollback of ${rule.branch}`, rule, opens(nextOpening(rollbackSchedule(branches, rule), now))),
    ),
  ]
  const lines = permits.map((one) => `permit ${one.id}: ${permitSubject(one)}, until ${one.expires} (${one.owner})`)
  return [table([header, ...ways]), '', protectedText(branches), ...lines].join('\n')
}

const row = (name: string, { gates, actors, approvals, signed, onlyInCi }: Asked, open: string): string[] => [
  name,
  gates.join(', ') || 'none',
  `${actors.join(', ')}${onlyInCi ? ', in CI' : ''}`,
  `${approvals}${signed ? ' signed' : ''}`,
  open,
]

const protectedText = (policy: BranchPolicy): string =>
  policy.protected.length === 0
    ? 'no branch is protected'
    : `protected: ${policy.protected.join(', ')}; written to by promotions only`
