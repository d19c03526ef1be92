import type { Finding, Impact } from '../../kernel/finding.ts'
import type { Evidence } from '../check/evidence.ts'
import type { Change } from '../diff/change.ts'
import { impactOf } from './impact-of-field.ts'
import { subjectsOf } from './subject-of.ts'
import type { UsageSource } from './usage.ts'
import { indexUsages, type UsageIndex } from './usage-index.ts'

export interface KnownUsages {
  readonly index: UsageIndex
  /** What is wrong with the sources themselves. */
  readonly findings: readonly Finding[]
}

/** Asks all sources at once. */
export async function askSources(sources: readonly UsageSource[], about: ReadonlySet<string>): Promise<KnownUsages> {
  const found = await Promise.all(sources.map((source) => source.usages(about)))
  return {
    index: indexUsages(
      found.flatMap(({ usages }) => usages),
      found.flatMap(({ usagesOf }) => usagesOf ?? []),
    ),
    findings: found.flatMap(({ findings }) => findings),
  }
}

/** The contracts that changes are about, by their old and new names. */
export const contractsIn = (changes: readonly Change[]): ReadonlySet<string> =>
  new Set(changes.flatMap((change) => (change.kind === 'topic-renamed' ? [change.of, change.from] : [change.of])))

/** Who uses what a piece of evidence is about; undefined for what no user can feel. */
export function impactOfEvidence(index: UsageIndex): (evidence: Evidence) => readonly Impact[] | undefined {
  // Several rules look at one change.
  const known = new WeakMap<Evidence, readonly Impact[] | undefined>()
  return (evidence) => {
    if (known.has(evidence)) return known.get(evidence)
    const subjects = subjectsOf(evidence)
    const found = subjects.length === 0 ? undefined : subjects.flatMap((subject) => impactOf(subject, index))
    known.set(evidence, found)
    return found
  }
}
