import type { Impact, Severity } from '../../kernel/finding.ts'

/** What becomes of a finding's severity when somebody uses what changed, and when nobody does; absent: it stays. */
export interface UseSeverity {
  readonly used?: Severity
  readonly unused?: Severity
}

/** `impact.severity` of dq.yaml: for all rules that ask whether something is used, and for single ones. */
export interface SeverityPolicy extends UseSeverity {
  readonly rules?: Readonly<Record<string, UseSeverity>>
}

/** A recorded event is no user: it is recorded anew. */
export const isUsed = (impact: readonly Impact[]): boolean => impact.some(({ kind }) => kind !== 'fixture')

/**
 * The severity by use: what dq.yaml says of the rule, else what it says of all, else what the rule itself asks for.
 * What dq.yaml says of all leaves `info` alone: that is no promise that somebody could rely on.
 */
export function severityByUse(
  found: { readonly severity: Severity; readonly rule: string; readonly whenUsed?: Severity | undefined },
  impact: readonly Impact[],
  policy: SeverityPolicy = {},
): Severity {
  const use = isUsed(impact) ? 'used' : 'unused'
  const own = policy.rules?.[found.rule]?.[use]
  if (own !== undefined) return own
  if (found.severity === 'info') return found.severity
  const all = policy[use]
  if (all !== undefined) return all
  return (use === 'used' && found.whenUsed) || found.severity
}
