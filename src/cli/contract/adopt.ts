import type { WaiverEntry } from '../../contracts/waivers/waiver.ts'
import type { Finding } from '../../kernel/finding.ts'
import { today } from './waivers-file.ts'

export interface AdoptFlags {
  readonly owner?: string | undefined
  readonly reason?: string | undefined
  readonly expires?: string | undefined
}

/** How long an adopted repo has to mend what was found in it. */
const ADOPTED_DAYS = 90

/** A waiver for everything that has a fingerprint, once; what has none (a mistake in a file) has to be mended. */
export function adopted(findings: readonly Finding[], { owner, reason, expires }: AdoptFlags): readonly WaiverEntry[] {
  const entries = findings.flatMap(({ rule, fingerprint }): [string, WaiverEntry][] =>
    fingerprint === undefined
      ? []
      : [
          [
            fingerprint,
            {
              rule,
              fingerprint,
              owner: owner ?? 'unassigned',
              reason: reason ?? `Found when dq was adopted on ${today()}`,
              expires: expires ?? today(ADOPTED_DAYS),
            },
          ],
        ],
  )
  return [...new Map(entries).values()]
}
