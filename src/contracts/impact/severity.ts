import { z } from 'zod'
import type { Impact, Severity } from '../../kernel/finding.ts'

const severity = z.enum(['error', 'warning', 'info'])

/** What becomes of a finding's severity when somebody uses what changed, and when nobody does; absent: it stays. */
const byUse = {
  used: severity.optional().describe('When a job, suite, contract or consumer uses what changed; absent: it stays.'),
  unused: severity.optional().describe('When nobody does: `warning` fails only if someone uses it; absent: it stays.'),
}

/**
 * `impact` of dq.yaml: for all rules that ask whether something is used, and for single ones by their id.
 * `unused: warning` fails only if someone uses it; `rules: {<rule>: {unused: error}}` fails even if no one does.
 */
export const SeverityPolicy = z
  .strictObject({
    ...byUse,
    rules: z
      .record(z.string(), z.strictObject(byUse))
      .optional()
      .describe('The same for single rules of `dq contract check`, before what is said of all.'),
  })
  .describe('How severe a finding of `dq contract check` is, by who uses what changed.')

export type SeverityPolicy = z.infer<typeof SeverityPolicy>

/** A recorded event is no user: it is recorded anew. */
const isUsed = (impact: readonly Impact[]): boolean => impact.some(({ kind }) => kind !== 'fixture')

/**
 * The severity by use: what dq.yaml says of the rule, else what it says of all, else as it is.
 * What dq.yaml says of all leaves `info` alone: that is no promise that somebody could rely on.
 */
export function severityByUse(
  found: { readonly severity: Severity; readonly rule: string },
  impact: readonly Impact[],
  policy: SeverityPolicy = {},
): Severity {
  const use = isUsed(impact) ? 'used' : 'unused'
  const own = policy.rules?.[found.rule]?.[use]
  if (own !== undefined) return own
  if (found.severity === 'info') return found.severity
  return policy[use] ?? found.severity
}
