import type { Finding } from '../../../kernel/finding.ts'
import type { DocPath } from '../../repo/located.ts'
import type { YamlFile } from '../../repo/yaml-file.ts'
import { type ContractRule, finding } from '../../validate/rule.ts'
import type { BranchPolicy } from '../branch-policy.ts'
import type { Groups } from '../groups.ts'
import type { Permit } from '../permit.ts'

/** What is linted: the files that could be read, and what else there is. */
export interface LintSubject {
  readonly policy: BranchPolicy
  readonly yaml: YamlFile
  readonly groups: Groups
  /** Undefined where the repo has no groups.yaml. */
  readonly groupsYaml: YamlFile | undefined
  readonly permits: readonly Permit[]
  /** Names of the tables that contracts declare, as `bronze.orders`. */
  readonly tables: readonly string[]
  /** Milliseconds since the epoch. */
  readonly now: number
}

export const problem = (rule: ContractRule, yaml: YamlFile, path: DocPath, message: string, fix?: string): Finding =>
  finding(rule, { at: yaml.at(path), message, ...(fix !== undefined && { fix }) })
