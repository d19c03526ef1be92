import { z } from 'zod'
import type { Impact, Severity } from '../../kernel/finding.ts'

const severity = z.enum(['error', 'warning', 'info'])

/** What becomes of a finding's severity when somebody uses what changed, and when nobody does; absent: it stays. */
const bySeverity = { used: severity.optional(), unused: severity.optional() }

/**
 * `impact` of dq.yaml: for all rules that ask whether something is used, and for single ones by their id.
 * `unused: warning` fails only if someone uses it; `rules: {<rule>: {unused: error}}` fails even if no one does.
 */
export const SeverityPolicy = z.strictObject({
  ...bySeverity,
  rules: z.record(z.string(), z.strictObject(bySeverity)).optional(),
})

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
