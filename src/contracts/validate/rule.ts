import type { Finding, Place, Severity } from '../../kernel/finding.ts'
import type { ContractDraft, RepoDraft } from '../repo/draft.ts'

/** What a rule is: its text for people (`dq explain <id>`), and for most the check itself. Rules without one are reported while reading. */
export interface ContractRule {
  /** Kebab case, and the name of its file. */
  readonly id: string
  readonly severity: Severity
  /** What it reports, in one sentence. */
  readonly what: string
  /** Who is hurt when it is let through. */
  readonly why: string
  /** The smallest text that breaks it. */
  readonly example: string
  /** How to mend it: the `fix` of its findings, unless one says better. */
  readonly fix: string
  /** Looks at one contract, with the others at hand. */
  readonly check?: (contract: ContractDraft, repo: RepoDraft) => Iterable<Problem>
}

export interface Problem {
  readonly at: Place
  readonly message: string
  readonly fix?: string
}

/** Types a rule's file and keeps its literal id. */
export const defineRule = <const R extends ContractRule>(rule: R): R => rule

/** A problem as a finding of its rule. */
export const finding = (rule: ContractRule, problem: Problem): Finding => ({
  rule: rule.id,
  severity: rule.severity,
  at: problem.at,
  message: problem.message,
  fix: problem.fix ?? rule.fix,
})
