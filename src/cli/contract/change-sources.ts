import { POLICY_FILES } from '../../contracts/policies/files.ts'
import type { ChangeSource } from '../../contracts/ports.ts'
import { waiverSource } from '../../contracts/waivers/waiver-changes.ts'
import type { Settings } from '../config.ts'
import { pathInRepo } from '../path-in-repo.ts'

/** Whatever is compared beside the contracts; a new kind of file is one more line. */
export const changeSources = (settings: Settings): readonly ChangeSource[] => [
  suiteSource(settings),
  policySource,
  waiverSource,
]

const policySource: ChangeSource = {
  from: 'contracts',
  paths: POLICY_FILES,
  changesBetween: async (before, after) =>
    (await import('../../contracts/policies/policy-changes.ts')).policySource.changesBetween(before, after),
}

const suiteSource = (settings: Settings): ChangeSource => ({
  noun: 'suite',
  from: 'repo',
  paths: [pathInRepo(settings, settings.expectations)].filter((path) => !path.startsWith('..')),
  // Loaded when a suite differs: its shapes take a while to build.
  changesBetween: async (before, after) =>
    (await import('../../quality/changes/suite-changes.ts')).suiteChanges(before, after),
})
