import type { Place, Severity } from '../../kernel/finding.ts'
import type { Contract } from '../model.ts'
import type { YamlFile } from '../repo/yaml-file.ts'
import type { Connector } from './connector.ts'

export type LintCategory = 'naming' | 'docs' | 'types' | 'privacy' | 'delivery' | 'connector'

interface LintRuleText {
  /** Kebab case, and the name of its file. */
  readonly id: string
  readonly category: LintCategory
  readonly severity: Severity
  readonly what: string
  readonly why: string
  readonly example: string
  readonly fix: string
}

/** Advice about one contract, or about one connector's configuration, in itself. */
export type LintRule =
  | (LintRuleText & {
      readonly on: 'contract'
      readonly check: (source: LintedContract, repo: LintedRepo) => Iterable<LintProblem>
    })
  | (LintRuleText & {
      readonly on: 'connector'
      readonly check: (connector: Connector, repo: LintedRepo) => Iterable<LintProblem>
    })

export interface LintProblem {
  readonly at: Place
  readonly message: string
  readonly fix?: string
  /** Names, not lines: what the fingerprint holds beside the message. */
  readonly path: string
  /** Present when nothing has to be guessed: the text of the file at `at` with this one thing mended. */
  readonly mend?: (text: string) => string
}

export interface LintedContract {
  readonly contract: Contract
  readonly yaml: YamlFile
}

export interface LintedRepo {
  readonly contracts: readonly Contract[]
  /** Ids of the contracts that have example records. */
  readonly withExamples: ReadonlySet<string>
}

/** Types a rule's file and keeps its literal id. */
export const defineLintRule = <const R extends LintRule>(rule: R): R => rule
