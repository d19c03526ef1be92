import { checkRules } from '../../contracts/check/rules/index.ts'
import type { Change } from '../../contracts/diff/change.ts'
import { askSources, contractsIn, impactOfEvidence } from '../../contracts/impact/ask-sources.ts'
import type { SeverityPolicy } from '../../contracts/impact/severity.ts'
import type { UsageIndex } from '../../contracts/impact/usage-index.ts'
import { DqError } from '../../kernel/errors.ts'
import type { Finding } from '../../kernel/finding.ts'
import { didYouMean } from '../../kernel/suggest.ts'
import type { Settings } from '../config.ts'
import type { RepoFiles } from '../repo-files.ts'
import { shownPath } from '../shown-path.ts'
import { usageSources } from './usage-sources.ts'

/** What a judgement needs to know of use; `findings` are about the sources, e.g. a stale lineage file. */
export interface KnownImpact {
  readonly impactOf?: ReturnType<typeof impactOfEvidence>
  readonly severity: SeverityPolicy
  readonly index?: UsageIndex
  readonly findings: readonly Finding[]
}

/** Who is hurt by these changes, asked of all sources; where nothing changed nobody is asked. */
export async function knownImpact(
  settings: Settings,
  changes: readonly Change[],
  files: RepoFiles,
): Promise<KnownImpact> {
  const severity = checkedPolicy(settings)
  if (changes.length === 0) return { severity, findings: [] }
  const { index, findings } = await askSources(usageSources(settings, files), contractsIn(changes))
  return { impactOf: impactOfEvidence(index), severity, index, findings }
}

function checkedPolicy({ impact, file }: Settings): SeverityPolicy {
  const ids = checkRules.map(({ id }) => id)
  const unknown = Object.keys(impact.rules ?? {}).find((id) => !ids.includes(id))
  if (unknown === undefined) return impact
  throw new DqError(`impact.rules: unknown rule "${unknown}"${didYouMean(unknown, ids)}`, {
    ...(file !== undefined && { at: { file: shownPath(file) } }),
    hint: 'only rules of dq contract check ask who uses what changed: dq rules lists them',
  })
}
